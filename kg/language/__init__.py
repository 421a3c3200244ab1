"""Text → parsed spaCy docs, and what is read off them."""

from kg.language.pipeline import load

__all__ = ["load"]
