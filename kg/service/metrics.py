"""Figures about a running server, in the text format of Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = at = CollectorRegistry()
        self.requests = Counter("kg_requests", "Requests answered", ("route", "status"), registry=at)
        self.seconds = Histogram(
            "kg_request_seconds", "Time to answer", ("route",), buckets=BUCKETS, registry=at
        )
        self.stopped = Counter(
            "kg_stopped", "Operations ended by a limit, or a lost worker", ("reason",), registry=at
        )
        self.replaced = Counter("kg_workers_replaced", "Workers started in place of others", registry=at)
        self.snapshots = Counter("kg_snapshots", "Snapshots of the store taken", registry=at)
        self.waiting = Gauge("kg_waiting", "Requests that wait for a worker", registry=at)
        self._counts: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        count = self._counts.get((route, status))
        if count is None:
            children = self.requests.labels(route, status), self.seconds.labels(route)
            count = self._counts[route, status] = children
        count[0].inc()
        count[1].observe(seconds)

    def text(self) -> bytes:
        """Return all of them."""
        return generate_latest(self.registry)
