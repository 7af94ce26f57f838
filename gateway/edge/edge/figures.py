"""What the door counts for whoever watches the installation: requests by route, refusals, sign-ins, listeners.

Labels are routes and words of ours. What a client makes up, a path or a method that there is not, has one common name.
"""

from collections.abc import Callable

from chassis.errors import DomainError
from chassis.telemetry import Metrics

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# Buckets of edge.settings.Limits, by their names there.
LIMITS = ("address", "session", "api_key", "form", "sign_in")
_LIMITED = "Requests that were refused because one caller sent too many, by limit"
_SIGN_INS = "Attempts to sign in, by outcome: OK, or the reason of the refusal"


class Figures:
    """Those of one replica."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for limit in LIMITS:
            metrics.count("rate_limited", _LIMITED, 0, limit=limit)
        for outcome in ("OK", "UNAUTHENTICATED"):
            metrics.count("sign_ins", _SIGN_INS, 0, outcome=outcome)

    def request(self, http_method: str, route: str, status: int, seconds: float) -> None:
        self._metrics.http(http_method if http_method in METHODS else "OTHER", route, str(status), seconds)

    def limited(self, limit: str) -> Callable[[], None]:
        """What a bucket tells of its refusals."""
        return lambda: self._metrics.count("rate_limited", _LIMITED, limit=limit)

    def signed_in(self) -> None:
        self._metrics.count("sign_ins", _SIGN_INS, outcome="OK")

    def sign_in_refused(self, error: DomainError) -> None:
        self._metrics.count("sign_ins", _SIGN_INS, outcome=error.reason)

    def listeners(self, count: Callable[[], int]) -> None:
        self._metrics.follow("live_connections", "Open streams of live updates", count)
