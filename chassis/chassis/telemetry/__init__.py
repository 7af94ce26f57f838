"""What a member tells about itself: logs, traces, metrics. Ids and numbers, never personal data."""

from chassis.telemetry.ids import present_ids, working_on
from chassis.telemetry.logs import log_as_json, redacted
from chassis.telemetry.metrics import Metrics, exposition
from chassis.telemetry.tracing import Tracing

__all__ = ["Metrics", "Tracing", "exposition", "log_as_json", "present_ids", "redacted", "working_on"]
