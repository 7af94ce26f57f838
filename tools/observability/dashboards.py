"""The five dashboards. A panel answers a question that somebody has on a bad day; what nobody would look at is not here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from grafana_foundation_sdk.builders import dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder

from tools.observability.objectives import API, AVAILABILITY, LATENCY
from tools.observability.panels import BYTES, EVENTS, NUMBER, REQUESTS, SECONDS, SHARE, Panel, Query, built, curve, number


@dataclass(frozen=True)
class Dashboard:
    """Rows of panels by their titles. The name is that of its file and, with a prefix, its uid."""

    name: str
    title: str
    rows: dict[str, tuple[Panel, ...]]

    @property
    def panels(self) -> Iterator[Panel]:
        for panels in self.rows.values():
            yield from panels

    def json(self) -> str:
        made = dashboard.Dashboard(f"Daozhang: {self.title}").uid(f"daozhang-{self.name}").tags(["daozhang"]).timezone("browser")
        made = made.refresh("30s").time("now-6h", "now").readonly()
        made = made.with_variable(dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus"))
        for title, panels in self.rows.items():
            made = made.with_row(dashboard.Row(title))
            for panel in panels:
                made = made.with_panel(built(panel))
        return json.dumps(made.build(), cls=JSONEncoder, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _rate(metric: str, by: str, where: str = "") -> str:
    return f"sum by ({by}) (rate({metric}{where}[$__rate_interval]))"


def _share_below(metric: str, by: str, quantile: float, where: str = "") -> str:
    return f"histogram_quantile({quantile}, sum by (le, {by}) (rate({metric}_bucket{where}[$__rate_interval])))"


def _most(metric: str, by: str) -> str:
    """Replicas tell the same of what they share."""
    return f"max by ({by}) ({metric})"


_API = f"{{{API}}}"
_FAILED = f'sum(rate(daozhang_http_requests_total{{{API},status=~"5.."}}[$__rate_interval])) or vector(0)'

OVERVIEW = Dashboard(
    "overview",
    "overview",
    {
        "Now": (
            number(
                "Members that answer", "Services with at least one process.", NUMBER, "count(count by (service) (daozhang_dependency_up))"
            ),
            number("Alerts", "How many alerts fire.", NUMBER, 'count(ALERTS{alertstate="firing"}) or vector(0)', bad=1),
            number(
                "Ledger",
                "Records that differ from their entries. Anything but 0 is a defect.",
                NUMBER,
                "max(daozhang_ledger_differences)",
                bad=1,
            ),
            number(
                "Dead letters",
                "Events and timers that were given up on.",
                NUMBER,
                "sum(max by (service, kind) (daozhang_dead_letters))",
                bad=1,
            ),
        ),
        "What the API promises": (
            curve(
                "Failed requests",
                "Share of requests that ended with 5xx; 0.1 % may.",
                SHARE,
                Query(AVAILABILITY.recorded("5m"), "5 minutes"),
                Query(AVAILABILITY.recorded("1h"), "1 hour"),
                Query(AVAILABILITY.recorded("1d"), "1 day"),
            ),
            curve(
                "Slow requests",
                "Share of requests that took more than half a second; 1 % may.",
                SHARE,
                Query(LATENCY.recorded("5m"), "5 minutes"),
                Query(LATENCY.recorded("1h"), "1 hour"),
                Query(LATENCY.recorded("1d"), "1 day"),
            ),
            curve("Requests", "At the door, by status.", REQUESTS, Query(_rate("daozhang_http_requests_total", "status"), "{{status}}")),
            curve(
                "Time of requests",
                "Without streams, files and batches.",
                SECONDS,
                *(
                    Query(
                        f"histogram_quantile({q}, sum by (le) (rate(daozhang_http_seconds_bucket{_API}[$__rate_interval])))",
                        f"p{q * 100:g}",
                    )
                    for q in (0.5, 0.95, 0.99)
                ),
            ),
        ),
        "At the door": (
            curve("Sign-ins", "By outcome.", REQUESTS, Query(_rate("daozhang_sign_ins_total", "outcome"), "{{outcome}}")),
            curve("Refused for being too many", "By limit.", REQUESTS, Query(_rate("daozhang_rate_limited_total", "limit"), "{{limit}}")),
            curve("Live updates", "Open streams.", NUMBER, Query("sum(daozhang_live_connections)", "streams")),
            curve("Memory", "Of each process.", BYTES, Query("process_resident_memory_bytes", "{{instance}}")),
        ),
    },
)

SERVICE = Dashboard(
    "service",
    "services",
    {
        "Calls": (
            curve("Calls", "By service.", REQUESTS, Query(_rate("daozhang_rpc_calls_total", "service"), "{{service}}")),
            curve(
                "Calls that failed",
                "Defects and servers that are away; refusals are answers.",
                REQUESTS,
                Query('sum(rate(daozhang_rpc_calls_total{outcome=~"INTERNAL|UNAVAILABLE"}[$__rate_interval])) or vector(0)', "failed"),
            ),
            curve(
                "Time of calls, 95 %", "By service.", SECONDS, Query(_share_below("daozhang_rpc_seconds", "service", 0.95), "{{service}}")
            ),
            curve(
                "Outcomes",
                "All services; an outcome other than OK is a refusal with a reason.",
                REQUESTS,
                Query(_rate("daozhang_rpc_calls_total", "outcome"), "{{outcome}}"),
            ),
        ),
        "Where the time goes": (
            curve(
                "The ten most frequent calls",
                "By method.",
                REQUESTS,
                Query(f"topk(10, {_rate('daozhang_rpc_calls_total', 'service, method')})", "{{service}} {{method}}"),
            ),
            curve(
                "The ten slowest calls, 95 %",
                "By method.",
                SECONDS,
                Query(f"topk(10, {_share_below('daozhang_rpc_seconds', 'service, method', 0.95)})", "{{service}} {{method}}"),
            ),
            curve(
                "The ten most frequent routes",
                "Requests at the door.",
                REQUESTS,
                Query(f"topk(10, {_rate('daozhang_http_requests_total', 'method, route')})", "{{method}} {{route}}"),
            ),
            curve(
                "The ten slowest routes, 95 %",
                "Until the response was sent.",
                SECONDS,
                Query(f"topk(10, {_share_below('daozhang_http_seconds', 'method, route', 0.95)})", "{{method}} {{route}}"),
            ),
        ),
        "Processes": (
            curve(
                "Processor",
                "Cores that each process uses.",
                NUMBER,
                Query("rate(process_cpu_seconds_total[$__rate_interval])", "{{instance}}"),
            ),
            curve("Open files", "Of each process.", NUMBER, Query("process_open_fds", "{{instance}}")),
        ),
    },
)

EVENTS_DASHBOARD = Dashboard(
    "events",
    "events and timers",
    {
        "Outbox": (
            curve(
                "Events that wait",
                "For the relay, by service.",
                NUMBER,
                Query(_most("daozhang_outbox_unpublished", "service"), "{{service}}"),
            ),
            curve(
                "Age of the oldest",
                "That waits for the relay.",
                SECONDS,
                Query(_most("daozhang_outbox_oldest_seconds", "service"), "{{service}}"),
            ),
            curve("Published", "Handed to JetStream.", EVENTS, Query(_rate("daozhang_outbox_published_total", "service"), "{{service}}")),
            curve(
                "NATS",
                "Whether each service reaches it.",
                NUMBER,
                Query('min by (service) (daozhang_dependency_up{dependency="nats"})', "{{service}}"),
            ),
        ),
        "Consumers": (
            curve(
                "Behind",
                "Events that a consumer has not finished.",
                NUMBER,
                Query(_most("daozhang_consumer_lag", "consumer"), "{{consumer}}"),
            ),
            curve(
                "Handled",
                "By service and outcome.",
                EVENTS,
                Query(_rate("daozhang_events_handled_total", "service, outcome"), "{{service}} {{outcome}}"),
            ),
            curve(
                "From commit to effect, 95 %",
                "By service.",
                SECONDS,
                Query(_share_below("daozhang_event_delay_seconds", "service", 0.95), "{{service}}"),
            ),
            curve("Dead letters", "Open ones.", NUMBER, Query(_most("daozhang_dead_letters", "service, kind"), "{{service}} {{kind}}")),
        ),
        "Timers": (
            curve(
                "Due",
                "Their time has come, and they have not fired.",
                NUMBER,
                Query(_most("daozhang_timers_due", "service"), "{{service}}"),
            ),
            curve(
                "How late the latest is",
                "Of those that have not fired.",
                SECONDS,
                Query(_most("daozhang_timers_due_seconds", "service"), "{{service}}"),
            ),
            curve("Fired", "By kind.", EVENTS, Query(_rate("daozhang_timers_fired_total", "kind, outcome"), "{{kind}} {{outcome}}")),
            curve(
                "How late they fired, 95 %",
                "By service.",
                SECONDS,
                Query(_share_below("daozhang_timer_late_seconds", "service", 0.95), "{{service}}"),
            ),
        ),
    },
)

DATABASE = Dashboard(
    "database",
    "database",
    {
        "Connections": (
            curve(
                "In use",
                "Of each pool, in each process.",
                NUMBER,
                Query("daozhang_pool_connections_in_use", "{{service}} {{pool}} {{instance}}"),
            ),
            curve("Who waits", "For a connection of a pool.", NUMBER, Query("daozhang_pool_waiting", "{{service}} {{pool}} {{instance}}")),
            curve(
                "Use of the pools",
                "The fullest pool of each service.",
                SHARE,
                Query("max by (service, pool) (daozhang_pool_connections_in_use / daozhang_pool_connections_most)", "{{service}} {{pool}}"),
            ),
            curve(
                "Connections to PostgreSQL",
                "By database, of all processes.",
                NUMBER,
                Query(_most("daozhang_database_backends", "service"), "{{service}}"),
            ),
        ),
        "Databases": (
            curve(
                "PostgreSQL",
                "Whether each service reaches it.",
                NUMBER,
                Query('min by (service) (daozhang_dependency_up{dependency="postgresql"})', "{{service}}"),
            ),
            curve("Size", "By database.", BYTES, Query(_most("daozhang_database_bytes", "service"), "{{service}}")),
            curve(
                "Growth in a day",
                "By database, at the pace of the last hour.",
                BYTES,
                Query("max by (service) (deriv(daozhang_database_bytes[1h])) * 86400", "{{service}}"),
            ),
        ),
    },
)

BUSINESS = Dashboard(
    "business",
    "business",
    {
        "Money": (
            curve(
                "Receivable",
                "What customers owe and may be asked for now.",
                NUMBER,
                Query(_most("daozhang_receivable_amount", "currency"), "{{currency}}"),
            ),
            curve("Overdue", "What of it is overdue.", NUMBER, Query(_most("daozhang_overdue_amount", "currency"), "{{currency}}")),
            curve(
                "Overdue share",
                "Of what is owed.",
                SHARE,
                Query("max by (currency) (daozhang_overdue_amount) / (max by (currency) (daozhang_receivable_amount) > 0)", "{{currency}}"),
            ),
            curve(
                "Drift of the ledger",
                "What entries and records differ by. Anything but 0 is a defect.",
                NUMBER,
                Query(_most("daozhang_ledger_drift", "currency"), "{{currency}}"),
            ),
        ),
        "Enquiries": (
            number("Live enquiries", "Neither converted nor closed.", NUMBER, "max(daozhang_enquiries_live)"),
            number("Unanswered", "Their first follow-up is past due.", NUMBER, "max(daozhang_enquiries_unanswered)", bad=1),
            number(
                "Proved",
                "How long ago the ledger was proved.",
                SECONDS,
                'time() - max(daozhang_measured_time_seconds{measure="proof"})',
                bad=7200,
            ),
        ),
        "What happens": (
            curve("Facts", "The twenty most frequent.", EVENTS, Query(f"topk(20, {_rate('daozhang_facts_total', 'fact')})", "{{fact}}")),
            curve(
                "Messages",
                "By channel and outcome.",
                EVENTS,
                Query(_rate("daozhang_deliveries_total", "channel, outcome"), "{{channel}} {{outcome}}"),
            ),
            curve(
                "From deciding to sending, 95 %",
                "By channel.",
                SECONDS,
                Query(_share_below("daozhang_delivery_delay_seconds", "channel", 0.95), "{{channel}}"),
            ),
        ),
    },
)

DASHBOARDS = (OVERVIEW, SERVICE, EVENTS_DASHBOARD, DATABASE, BUSINESS)
