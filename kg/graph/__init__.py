"""Triples, the store, queries and exports."""
