"""Figures about a running server, in the text format of Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        at = {"registry": self.registry}
        self.requests = Counter("kg_requests", "Requests answered", ("route", "status"), **at)
        self.seconds = Histogram("kg_request_seconds", "Time to answer", ("route",), buckets=BUCKETS, **at)
        self.stopped = Counter("kg_stopped", "Operations ended by a limit, or a lost worker", ("reason",), **at)
        self.replaced = Counter("kg_workers_replaced", "Workers started in place of others", **at)
        self.snapshots = Counter("kg_snapshots", "Snapshots of the store taken", **at)
        self.waiting = Gauge("kg_waiting", "Requests that wait for a worker", **at)

    def text(self) -> bytes:
        """Return all of them."""
        return generate_latest(self.registry)
