"""The explorer: pages over a graph, for people who look before they query."""
