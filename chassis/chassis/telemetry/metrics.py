"""Numbers that a member offers to Prometheus. Each service has its own registry: two of them in one process do not meet.

Labels are names out of the proto files and the code, never ids: their number is bounded.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

# 0.5 s is the objective for the API: docs/operations.md.
_CALL_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_DELAY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Pool(Protocol):
    """What there is to know of a pool of connections."""

    waiting: int

    def size(self) -> int: ...
    def checkedout(self) -> int: ...


class Metrics:
    """What one service counts and measures."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        self._counters: dict[str, Counter] = {}
        self._histograms: dict[str, Histogram] = {}
        self._calls = self._counter("rpc_calls", "RPCs by outcome: OK, a refusal's code, INTERNAL", "method", "outcome")
        self._call_seconds = self._histogram("rpc_seconds", "Time that RPCs took", _CALL_SECONDS, "method")
        self._requests = self._counter("http_requests", "Requests by route and status", "method", "route", "status")
        self._request_seconds = self._histogram("http_seconds", "Time until the response was sent", _CALL_SECONDS, "method", "route")
        self._published = self._counter("outbox_published", "Events handed to JetStream")
        self._unpublished = self._gauge("outbox_unpublished", "Events that wait for the relay")
        self._oldest = self._gauge("outbox_oldest_seconds", "Age of the oldest event that waits for the relay; 0 where none does")
        self._handled = self._counter("events_handled", "Events by consumer and outcome: done, retried, dead", "consumer", "outcome")
        self._event_delay = self._histogram("event_delay_seconds", "From the commit of a fact to its effect", _DELAY_SECONDS, "consumer")
        self._lag = self._gauge("consumer_lag", "Events that a consumer has not finished", "consumer")
        self._dead = self._gauge("dead_letters", "Open dead letters by what they were: event, timer", "kind")
        self._facts = self._counter("facts", "Facts that were committed, by name", "fact")
        self._alarms = self._counter("personal_data_alarms", "Times that one caller saw the personal data of yet another of many people")
        self._alarms.labels(service)
        for outcome in ("done", "retried", "dead"):
            self._handled.labels(service, service, outcome)
        self._timers = self._counter("timers_fired", "Timers by kind and outcome: done, skipped, retried, dead", "kind", "outcome")
        self._lateness = self._histogram("timer_late_seconds", "How late timers fired", _DELAY_SECONDS, "kind")
        self._due = self._gauge("timers_due", "Timers whose time has come and that have not fired, up to 1,000 of each company")
        self._due_seconds = self._gauge("timers_due_seconds", "How late the timer is that waits longest; 0 where none is due")
        self._dependency = self._gauge("dependency_up", "Whether PostgreSQL and NATS answer this process: 1 or 0", "dependency")
        self._database_bytes = self._gauge("database_bytes", "Size of the service's database")
        self._backends = self._gauge("database_backends", "Connections to the service's database, of all processes")
        self._pool_size = self._gauge("pool_connections_most", "Connections that a pool may have", "pool")
        self._pool_used = self._gauge("pool_connections_in_use", "Connections of a pool that somebody has", "pool")
        self._pool_waiting = self._gauge("pool_waiting", "Who waits for a connection of a pool", "pool")

    # --- RPCs --------------------------------------------------------------------------------

    def rpc(self, method: str, outcome: str, seconds: float) -> None:
        self._calls.labels(self.service, method, outcome).inc()
        self._call_seconds.labels(self.service, method).observe(seconds)

    def http(self, method: str, route: str, status: str, seconds: float) -> None:
        self._requests.labels(self.service, method, route, status).inc()
        self._request_seconds.labels(self.service, method, route).observe(seconds)

    # --- events ------------------------------------------------------------------------------

    def published(self, count: int = 1) -> None:
        self._published.labels(self.service).inc(count)

    def outbox(self, unpublished: int, oldest_seconds: float) -> None:
        self._unpublished.labels(self.service).set(unpublished)
        self._oldest.labels(self.service).set(oldest_seconds)

    def handled(self, consumer: str, outcome: str, *, count: int = 1, delay_seconds: float | None = None) -> None:
        self._handled.labels(self.service, consumer, outcome).inc(count)
        if delay_seconds is not None:
            self._event_delay.labels(self.service, consumer).observe(max(0.0, delay_seconds))

    def consumer_lag(self, consumer: str, pending: int) -> None:
        self._lag.labels(self.service, consumer).set(pending)

    def dead_letters(self, kind: str, open: int) -> None:  # noqa: A002
        self._dead.labels(self.service, kind).set(open)

    def facts(self, counts: Mapping[str, int]) -> None:
        for fact, count in counts.items():
            self._facts.labels(self.service, fact).inc(count)

    def personal_data_alarm(self) -> None:
        self._alarms.labels(self.service).inc()

    # --- servers behind the service ----------------------------------------------------------

    def dependency(self, name: str, up: bool) -> None:
        self._dependency.labels(self.service, name).set(up)

    def database(self, size_bytes: int, backends: int) -> None:
        self._database_bytes.labels(self.service).set(size_bytes)
        self._backends.labels(self.service).set(backends)

    def pool(self, name: str, pool: Callable[[], Pool]) -> None:
        """Asks the pool each time that the page is read."""
        self._pool_size.labels(self.service, name).set_function(lambda: pool().size())
        self._pool_used.labels(self.service, name).set_function(lambda: pool().checkedout())
        self._pool_waiting.labels(self.service, name).set_function(lambda: pool().waiting)

    # --- timers ------------------------------------------------------------------------------

    def timers_due(self, count: int, oldest_seconds: float) -> None:
        self._due.labels(self.service).set(count)
        self._due_seconds.labels(self.service).set(oldest_seconds)

    def timer(self, kind: str, outcome: str, *, late_seconds: float | None = None) -> None:
        self._timers.labels(self.service, kind, outcome).inc()
        if late_seconds is not None:
            self._lateness.labels(self.service, kind).observe(max(0.0, late_seconds))

    # --- a service's own ---------------------------------------------------------------------

    def gauge(self, name: str, meaning: str, value: float, **labels: str) -> None:
        """A number that only this service has."""
        self._own_gauge(name, meaning, labels).labels(self.service, *labels.values()).set(value)

    def follow(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A number that is asked for each time that the page is read."""
        self._own_gauge(name, meaning, ()).labels(self.service).set_function(value)

    def figures(self, name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
        """Numbers by the values of one label, instead of all that were told under the name before; none with an empty label's name."""
        gauge = self._own_gauge(name, meaning, (label,) if label else ())
        gauge.clear()
        for of, value in values.items():
            gauge.labels(self.service, *([of] if label else ())).set(value)

    def count(self, name: str, meaning: str, amount: int = 1, **labels: str) -> None:
        """Something that only this service counts: messages by channel and outcome. An amount of 0 says that it can happen."""
        if name not in self._counters:
            self._counters[name] = self._counter(name, meaning, *labels)
        self._counters[name].labels(self.service, *labels.values()).inc(amount)

    def observe(self, name: str, meaning: str, seconds: float, **labels: str) -> None:
        """How long something took that only this service does."""
        if name not in self._histograms:
            self._histograms[name] = self._histogram(name, meaning, _DELAY_SECONDS, *labels)
        self._histograms[name].labels(self.service, *labels.values()).observe(max(0.0, seconds))

    def _own_gauge(self, name: str, meaning: str, labels: Iterable[str]) -> Gauge:
        if name not in self._gauges:
            self._gauges[name] = self._gauge(name, meaning, *labels)
        return self._gauges[name]

    # --- making them -------------------------------------------------------------------------

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"daozhang_{name}", meaning, ["service", *labels], registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"daozhang_{name}", meaning, ["service", *labels], registry=self.registry)

    def _histogram(self, name: str, meaning: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"daozhang_{name}", meaning, ["service", *labels], buckets=buckets, registry=self.registry)


def exposition(all_metrics: Iterable[Metrics]) -> Callable[[], bytes]:
    """The page of one process for Prometheus: its own use of the machine, and the numbers of all its services."""
    process = CollectorRegistry()
    ProcessCollector(registry=process)
    page = CollectorRegistry()
    page.register(_Together([process, *(metrics.registry for metrics in all_metrics)]))
    return lambda: generate_latest(page)


class _Together(Collector):
    """Several registries as one: a family that two services have is told once, with the samples of both."""

    def __init__(self, registries: list[CollectorRegistry]) -> None:
        self._registries = registries

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for registry in self._registries:
            for family in registry.collect():
                known = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
                # When a counter was made says nothing that a restart of the process does not say.
                known.samples.extend(sample for sample in family.samples if not sample.name.endswith("_created"))
        yield from families.values()
