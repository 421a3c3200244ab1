"""News about statecraft in, an RDF knowledge graph of claims out."""
