"""How often a channel may be used: the limits of the providers' documents, counted over a window that slides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from notifier.domain.notification import ChannelKind

# Between the moment that is counted and that in which the provider counts.
_SLACK = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Limit:
    most: int
    window: timedelta


_MINUTE = timedelta(minutes=1) + _SLACK
_ROBOTS = {
    ChannelKind.WECOM: (Limit(20, _MINUTE),),
    ChannelKind.DINGTALK: (Limit(20, _MINUTE),),
    ChannelKind.FEISHU: (Limit(100, _MINUTE), Limit(5, timedelta(seconds=2))),
}


def limits(kind: ChannelKind, *, application: bool) -> tuple[Limit, ...]:
    """Mail servers and applications say themselves when it is too much; robots are silenced for it."""
    return () if application else _ROBOTS.get(kind, ())


def kept(uses: Iterable[datetime], among: Sequence[Limit], now: datetime) -> list[datetime]:
    """The uses that still count, the oldest first."""
    longest = max((limit.window for limit in among), default=timedelta(0))
    return sorted(use for use in uses if use > now - longest)


def free_from(uses: Sequence[datetime], among: Sequence[Limit], now: datetime) -> datetime:
    """The first moment at which one more use exceeds no limit. `uses` are in order."""
    return max((uses[-limit.most] + limit.window for limit in among if len(uses) >= limit.most), default=now)
