"""One world from many articles: which of their entities and events are one, and what follows."""
