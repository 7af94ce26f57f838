"""What the API promises, and how fast it may use up what is left to fail.

A promise of 99.9 % leaves a budget of 0.1 % for 30 days. An alert fires when the budget burns several times as fast as it may, over a long
window, so that it matters, and over a short one, so that it still does. Source: The Site Reliability Workbook, chapter 5.
"""

from dataclasses import dataclass

# Requests that answer at once. Streams, files and batches take as long as they are.
API = 'service="edge",route=~"/v1/.+",route!~"/v1/(liveUpdates|attachments|exports|imports).*|.+:batch[A-Z].*"'
# Seconds; one of the bounds of chassis.telemetry.metrics.
SOON = "0.5"


@dataclass(frozen=True)
class Burn:
    """A pace at which nobody should look on: so many times as fast as allowed, over a long and a short window."""

    long: str
    short: str
    times: float
    severity: str


BURNS = (
    Burn("1h", "5m", 14.4, "page"),
    Burn("6h", "30m", 6, "page"),
    Burn("1d", "2h", 3, "ticket"),
    Burn("3d", "6h", 1, "ticket"),
)


@dataclass(frozen=True)
class Objective:
    """A share of requests that may fail. `ratio` is the share that did, over a window to fill in."""

    name: str
    record: str
    budget: float
    ratio: str

    def recorded(self, window: str) -> str:
        """The name of the rule that keeps the share over this window."""
        return f"{self.record}:ratio_rate{window}"

    def rules(self) -> dict[str, str]:
        """Expressions by the name of the series that they make."""
        windows = dict.fromkeys(window for burn in BURNS for window in (burn.short, burn.long))
        return {self.recorded(window): self.ratio.replace("WINDOW", window) for window in windows}

    def burns(self, burn: Burn) -> str:
        most = f"{burn.times * self.budget:g}"
        return f"{self.recorded(burn.long)} > {most} and {self.recorded(burn.short)} > {most}"


_ALL = f"sum(rate(daozhang_http_requests_total{{{API}}}[WINDOW]))"
_FAILED = f'sum(rate(daozhang_http_requests_total{{{API},status=~"5.."}}[WINDOW]))'
_TIMED = f"sum(rate(daozhang_http_seconds_count{{{API}}}[WINDOW]))"
_SOON = f'sum(rate(daozhang_http_seconds_bucket{{{API},le="{SOON}"}}[WINDOW]))'

AVAILABILITY = Objective("availability", "daozhang:api_failed", 0.001, f"({_FAILED} or vector(0)) / {_ALL}")
LATENCY = Objective("latency", "daozhang:api_slow", 0.01, f"1 - {_SOON} / {_TIMED}")
OBJECTIVES = (AVAILABILITY, LATENCY)
