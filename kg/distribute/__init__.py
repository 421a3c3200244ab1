"""Extraction of a corpus: shards of articles, by processes here or on a cluster, and its loading."""
