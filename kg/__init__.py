"""News about statecraft in, an RDF knowledge graph of claims out."""

__version__ = "0.1.0"
