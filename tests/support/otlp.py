"""What a member's traces are sent to: a receiver that speaks OTLP over HTTP and keeps every span."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse


@dataclass(frozen=True)
class Received:
    """One span. `text` is all that was sent of it: names, attributes, events, whatever there is."""

    member: str
    name: str
    trace_id: str
    span_id: str
    parent_id: str
    text: str


@dataclass
class Receiver:
    address: str
    spans: list[Received] = field(default_factory=list)

    def trace(self, trace_id: str) -> list[Received]:
        return [span for span in self.spans if span.trace_id == trace_id]

    def ancestors(self, span: Received) -> list[Received]:
        """The way up to where the trace began."""
        by_id = {each.span_id: each for each in self.trace(span.trace_id)}
        found: list[Received] = []
        while (above := by_id.get((found[-1] if found else span).parent_id)) is not None:
            found.append(above)
        return found

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {attribute.key: attribute.value.string_value for attribute in resource.resource.attributes}
            for spans in resource.scope_spans:
                for span in spans.spans:
                    ids = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
                    self.spans.append(Received(names["service.name"], span.name, *ids, str(span)))


@contextmanager
def receiving() -> Iterator[Receiver]:
    """On a free port of this machine."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.take(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the server's name
            """Says nothing of what it takes."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
