"""Pictures of the graph as SVG, drawn without a browser: a timeline, a network, a map."""
