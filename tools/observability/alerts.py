"""Every alert: when it fires, whom it concerns, and two examples: series that make it fire, and series that leave it quiet.

`page`: somebody looks now. `ticket`: somebody looks on the next working day. An alert says what is wrong, docs/runbooks/<name>.md what to
do about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.observability.objectives import AVAILABILITY, BURNS, LATENCY, Burn, Objective
from tools.stack.members import MEMBERS


@dataclass(frozen=True)
class Example:
    """Series as promtool writes them ("0x60": 61 times 0; "0+5x60": rising by 5 each), one value per `step`, and when to look."""

    series: Mapping[str, str]
    at: str
    step: str = "1m"


@dataclass(frozen=True)
class Alert:
    """`lasting`: how long `expr` must hold. `says` may name labels of the series that it fires for."""

    name: str
    expr: str
    lasting: str
    severity: str
    says: str
    fires: Example
    quiet: Example
    # Labels of the alert itself, besides severity.
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def runbook(self) -> str:
        return f"docs/runbooks/{self.name}.md"


# --- the API's objectives ------------------------------------------------------------------------

_ROUTE = 'service="edge",method="GET",route="/v1/leads"'
# Steps within the shorter window of a pair, so that a rate over it has enough samples; values for all of the longer one.
_STEPS = {"1h": ("1m", 75, "70m"), "6h": ("5m", 80, "390m"), "1d": ("20m", 80, "26h"), "3d": ("60m", 80, "78h")}


def _requests(burn: Burn, *, bad: int, of: int = 100_000) -> Example:
    """So many bad requests among so many at each step: failed for one objective, slow for the other."""
    step, count, at = _STEPS[burn.long]
    return Example(
        {
            f'daozhang_http_requests_total{{{_ROUTE},status="200"}}': f"0+{of - bad}x{count}",
            f'daozhang_http_requests_total{{{_ROUTE},status="500"}}': f"0+{bad}x{count}",
            f"daozhang_http_seconds_count{{{_ROUTE}}}": f"0+{of}x{count}",
            f'daozhang_http_seconds_bucket{{{_ROUTE},le="0.5"}}': f"0+{of - bad}x{count}",
        },
        at,
        step,
    )


def _over(burn: Burn, *, bad: int, of: int = 100_000) -> Example:
    """The same, but it ended two steps longer ago than the short window: it was bad, and is not any more."""
    step, count, at = _STEPS[burn.long]
    minutes = {"5m": 5, "30m": 30, "2h": 120, "6h": 360}[burn.short] // int(step.removesuffix("m")) + 2
    end = int(at.removesuffix("m").removesuffix("h")) * (60 if at.endswith("h") else 1) // int(step.removesuffix("m"))
    before = end - minutes
    after = count - before

    def values(each: int, then: int) -> str:
        return f"0+{each}x{before} {each * before + then}+{then}x{after - 1}"

    return Example(
        {
            f'daozhang_http_requests_total{{{_ROUTE},status="200"}}': values(of - bad, of),
            f'daozhang_http_requests_total{{{_ROUTE},status="500"}}': values(bad, 0),
            f"daozhang_http_seconds_count{{{_ROUTE}}}": values(of, of),
            f'daozhang_http_seconds_bucket{{{_ROUTE},le="0.5"}}': values(of - bad, of),
        },
        at,
        step,
    )


def _burning(name: str, objective: Objective, burn: Burn, says: str) -> Alert:
    """Fires at a fifth over the pace; is quiet when the same is over."""
    bad = round(100_000 * objective.budget * burn.times * 1.2)
    return Alert(
        name,
        objective.burns(burn),
        "0m",
        burn.severity,
        f"{says} {burn.times:g} times as much as allowed over {burn.long}.",
        _requests(burn, bad=bad),
        _over(burn, bad=bad),
        {"objective": objective.name, "window": burn.long},
    )


def _objectives() -> list[Alert]:
    available = [_burning("ApiFails", AVAILABILITY, burn, "Requests to the API fail,") for burn in BURNS]
    return available + [_burning("ApiIsSlow", LATENCY, burn, "Requests to the API take longer than half a second,") for burn in BURNS]


# --- everything else -----------------------------------------------------------------------------


def _up(*services: str) -> dict[str, str]:
    return {f'daozhang_dependency_up{{service="{service}",dependency="postgresql"}}': "1x30" for service in services}


_SERVICES = tuple(member.service for member in MEMBERS)
_LATE_TIMERS = 'daozhang_timer_late_seconds_bucket{service="receivables",kind="instalment_due",le="60"}'
_TIMERS = 'daozhang_timer_late_seconds_count{service="receivables",kind="instalment_due"}'


def _scraped(up: str) -> Example:
    target = 'job="crm/leads",instance="leads-2:9090"'
    return Example({f"up{{{target}}}": up, f'daozhang_pool_connections_most{{{target},service="leads",pool="app"}}': "8x3 stale"}, "12m")


def _deliveries(sent: str, failed: str) -> Example:
    name = 'daozhang_deliveries_total{service="notifier",channel="mail",outcome='
    return Example({f'{name}"sent"}}': sent, f'{name}"failed"}}': failed}, "90m")


def _pool(waiting: str, in_use: str) -> Example:
    pool = '{service="leads",pool="app"}'
    return Example(
        {
            f"daozhang_pool_waiting{pool}": waiting,
            f"daozhang_pool_connections_in_use{pool}": in_use,
            f"daozhang_pool_connections_most{pool}": "8x30",
        },
        "10m",
    )


def _expiring(days: int, severity: str, *, fires: str, quiet: str) -> Alert:
    """`fires` and `quiet` are days that are left, an hour between two of them."""
    series = 'daozhang_certificate_seconds_left{service="leads"}'

    def left(of: str) -> Example:
        return Example({series: " ".join(str(int(each) * 86400) for each in of.split())}, "5h", "1h")

    return Alert(
        "CertificateExpiring",
        f"min by (service) (daozhang_certificate_seconds_left) < {days} * 86400",
        "1h",
        severity,
        f"The certificate of {{{{ $labels.service }}}} serves for less than {days} days.",
        left(fires),
        left(quiet),
        {"left": f"{days}d"},
    )


ALERTS = (
    *_objectives(),
    Alert(
        "MemberDown",
        " or ".join(f'absent(daozhang_dependency_up{{service="{service}"}})' for service in _SERVICES),
        "2m",
        "page",
        "No process of {{ $labels.service }} answers.",
        Example(_up(*_SERVICES[1:]), "10m"),
        Example(_up(*_SERVICES), "10m"),
    ),
    Alert(
        "ReplicaDown",
        # Whatever it is called by whoever scrapes it: it told of our pools before.
        "up == 0 and on (job, instance) group by (job, instance) (last_over_time(daozhang_pool_connections_most[1h]))",
        "5m",
        "ticket",
        "{{ $labels.instance }} does not answer.",
        _scraped("1x3 0x30"),
        # One that is replaced is away for less.
        _scraped("1x3 0x3 1x30"),
    ),
    Alert(
        "PostgresUnreachable",
        'min by (service) (daozhang_dependency_up{dependency="postgresql"}) == 0',
        "1m",
        "page",
        "{{ $labels.service }} cannot reach its database.",
        Example({'daozhang_dependency_up{service="leads",dependency="postgresql"}': "1x3 0x30"}, "10m"),
        Example({'daozhang_dependency_up{service="leads",dependency="postgresql"}': "1x3 0x0 1x30"}, "10m"),
    ),
    Alert(
        "NatsUnreachable",
        'min by (service) (daozhang_dependency_up{dependency="nats"}) == 0',
        "5m",
        "page",
        "{{ $labels.service }} cannot reach NATS; its events wait in the outbox.",
        Example({'daozhang_dependency_up{service="leads",dependency="nats"}': "1x3 0x30"}, "12m"),
        Example({'daozhang_dependency_up{service="leads",dependency="nats"}': "1x3 0x3 1x30"}, "12m"),
    ),
    _expiring(14, "ticket", fires="15 13 13 13 13 13", quiet="15 13 90 90 90 90"),
    _expiring(3, "page", fires="4 2 2 2 2 2", quiet="13 13 13 13 13 13"),
    Alert(
        "PoolExhausted",
        "daozhang_pool_waiting > 0 and daozhang_pool_connections_in_use >= daozhang_pool_connections_most",
        "3m",
        "page",
        "Requests to {{ $labels.service }} wait for a connection of the pool {{ $labels.pool }}.",
        _pool("0x3 4x30", "2x3 8x30"),
        # Busy, but nobody waits; and somebody waits for a connection that is just being made.
        _pool("0x10 1x30", "8x9 3x30"),
    ),
    Alert(
        "OutboxOld",
        "max by (service) (daozhang_outbox_oldest_seconds) > 60",
        "3m",
        "page",
        "Events of {{ $labels.service }} have waited for more than a minute to be published.",
        Example({'daozhang_outbox_oldest_seconds{service="leads"}': "0+60x30"}, "10m"),
        Example({'daozhang_outbox_oldest_seconds{service="leads"}': "20x30"}, "10m"),
    ),
    Alert(
        "ConsumerBehind",
        "max by (service, consumer) (daozhang_consumer_lag) > 1000",
        "10m",
        "page",
        "{{ $labels.consumer }} is more than 1,000 events behind.",
        Example({'daozhang_consumer_lag{service="accounts",consumer="accounts_from_leads"}': "5000-50x30"}, "20m"),
        # What an import brings is worked off.
        Example({'daozhang_consumer_lag{service="accounts",consumer="accounts_from_leads"}': "5000-1000x5 0x30"}, "20m"),
    ),
    Alert(
        "ConsumerStuck",
        "min by (service, consumer) (min_over_time(daozhang_consumer_lag[15m])) > 0"
        ' and on (service) sum by (service) (increase(daozhang_events_handled_total{outcome="done"}[15m])) == 0',
        "5m",
        "page",
        "{{ $labels.consumer }} has events to handle and handles none.",
        Example(
            {
                'daozhang_consumer_lag{service="accounts",consumer="accounts_from_leads"}': "7x40",
                'daozhang_events_handled_total{service="accounts",consumer="accounts",outcome="done"}': "100x40",
            },
            "30m",
        ),
        Example(
            {
                'daozhang_consumer_lag{service="accounts",consumer="accounts_from_leads"}': "7x40",
                'daozhang_events_handled_total{service="accounts",consumer="accounts",outcome="done"}': "100+9x40",
            },
            "30m",
        ),
    ),
    Alert(
        "DeadLetters",
        "max by (service, kind) (daozhang_dead_letters) > 0",
        "0m",
        "ticket",
        "{{ $labels.service }} has given up on a {{ $labels.kind }}; somebody must decide about it.",
        Example({'daozhang_dead_letters{service="accounts",kind="event"}': "0x3 1x30"}, "10m"),
        Example({'daozhang_dead_letters{service="accounts",kind="event"}': "0x30"}, "10m"),
    ),
    Alert(
        "TimersLate",
        "max by (service) (daozhang_timers_due_seconds) > 300",
        "5m",
        "page",
        "A timer of {{ $labels.service }} is more than five minutes late and has not fired.",
        Example({'daozhang_timers_due_seconds{service="receivables"}': "0+60x30"}, "20m"),
        Example({'daozhang_timers_due_seconds{service="receivables"}': "0x3 250x10 0x30"}, "20m"),
    ),
    Alert(
        "RemindersLate",
        '1 - sum by (service) (increase(daozhang_timer_late_seconds_bucket{le="60"}[1h]))'
        " / sum by (service) (increase(daozhang_timer_late_seconds_count[1h])) > 0.01",
        "15m",
        "ticket",
        "More than 1 % of the timers of {{ $labels.service }} fired over a minute late within an hour.",
        Example({_LATE_TIMERS: "0+95x100", _TIMERS: "0+100x100"}, "90m"),
        Example({_LATE_TIMERS: "0+100x100", _TIMERS: "0+100x100"}, "90m"),
    ),
    Alert(
        "LedgerDrift",
        "max by (currency) (daozhang_ledger_drift) != 0",
        "0m",
        "page",
        "The ledger and what records say differ in {{ $labels.currency }}.",
        Example({'daozhang_ledger_drift{service="receivables",currency="CNY"}': "0x3 0.01x30"}, "10m"),
        Example({'daozhang_ledger_drift{service="receivables",currency="CNY"}': "0x30"}, "10m"),
    ),
    Alert(
        "LedgerUnproven",
        'time() - max(daozhang_measured_time_seconds{measure="proof"}) > 7200 or absent(daozhang_measured_time_seconds{measure="proof"})',
        "15m",
        "ticket",
        "The ledger was not proved for more than two hours.",
        Example({'daozhang_measured_time_seconds{service="receivables",measure="proof"}': "0x200"}, "180m"),
        Example({'daozhang_measured_time_seconds{service="receivables",measure="proof"}': "0+60x200"}, "180m"),
    ),
    Alert(
        "MessagesFail",
        'sum by (channel) (increase(daozhang_deliveries_total{outcome="failed"}[1h]))'
        ' / sum by (channel) (increase(daozhang_deliveries_total{outcome=~"sent|failed"}[1h])) > 0.2',
        "15m",
        "ticket",
        "More than a fifth of the messages by {{ $labels.channel }} fail.",
        _deliveries("0+5x100", "0+5x100"),
        _deliveries("0+50x100", "0+5x100"),
    ),
    Alert(
        "SignInsRefused",
        'sum(increase(daozhang_sign_ins_total{outcome="UNAUTHENTICATED"}[15m]))'
        ' + sum(increase(daozhang_rate_limited_total{limit="sign_in"}[15m])) > 300',
        "5m",
        "ticket",
        "Somebody guesses passwords: more than 300 refused attempts to sign in within 15 minutes.",
        Example(
            {
                'daozhang_sign_ins_total{service="edge",outcome="UNAUTHENTICATED"}': "0+20x60",
                'daozhang_rate_limited_total{service="edge",limit="sign_in"}': "0+20x60",
            },
            "40m",
        ),
        Example(
            {
                'daozhang_sign_ins_total{service="edge",outcome="UNAUTHENTICATED"}': "0+2x60",
                'daozhang_rate_limited_total{service="edge",limit="sign_in"}': "0x60",
            },
            "40m",
        ),
    ),
    Alert(
        "PersonalDataSeen",
        "sum by (service) (increase(daozhang_personal_data_alarms_total[1h])) > 0",
        "0m",
        "ticket",
        "Somebody saw the personal data of very many people in one day; the log of {{ $labels.service }} and the audit say who.",
        Example({'daozhang_personal_data_alarms_total{service="leads"}': "0x3 1x30"}, "10m"),
        Example({'daozhang_personal_data_alarms_total{service="leads"}': "1x30"}, "10m"),
    ),
)
