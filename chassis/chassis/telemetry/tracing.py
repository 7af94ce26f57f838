"""Traces across HTTP, gRPC, outbox and JetStream. Each member has its own tracer; nothing is global."""

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased, Sampler, TraceIdRatioBased
from opentelemetry.trace import Tracer


class Tracing:
    """The tracer of a member. Without a receiver nothing is recorded, but every request still has its ids for logs and audit."""

    def __init__(self, member: str, *, otlp_endpoint: str = "", share: float = 1.0, exporter: SpanExporter | None = None) -> None:
        """`share` of the traces that begin here are recorded; those that come from elsewhere as their beginner decided."""
        if exporter is None and otlp_endpoint:
            exporter = OTLPSpanExporter(endpoint=f"{otlp_endpoint.rstrip('/')}/v1/traces", timeout=5)
        sampler: Sampler = ParentBased(TraceIdRatioBased(share)) if exporter is not None else ALWAYS_OFF
        resource = Resource({"service.name": member, "service.namespace": "daozhang"})
        self._provider = TracerProvider(resource=resource, sampler=sampler, shutdown_on_exit=False)
        if exporter is not None:
            self._provider.add_span_processor(BatchSpanProcessor(exporter))

    @property
    def tracer(self) -> Tracer:
        return self._provider.get_tracer("daozhang")

    def flush(self) -> None:
        """Sends what is there; blocks for some seconds at most when nobody receives it."""
        self._provider.force_flush(5_000)

    def close(self) -> None:
        """Sends what is left; blocks for some seconds at most when nobody receives it."""
        self._provider.shutdown()
