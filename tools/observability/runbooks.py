"""The list of runbooks."""

import re
from collections.abc import Iterable

from tools.observability.alerts import Alert

_HEAD = """\
# Runbooks

A page for each alert: what it means, what it does to people, how its cause is found, what to do. Commands are those of the machine of
`make up`, or of a shell in a member's container; `METRICS` is the ops address of a member (in Kubernetes the port `ops`).

| alert | severity | what it says |
|---|---|---|
"""
_TAIL = """
Two habits help with all of them. Look at the dashboard `overview` first: several alerts at once usually have one cause, and it is the one
that comes first in this order: database, NATS, member, pool, outbox, consumer, timers. And write down what was done and when, before it
is forgotten.

Written by `python -m tools.observability`.
"""


def index(alerts: Iterable[Alert]) -> str:
    """Each alert once, however many windows it has."""
    severities: dict[str, list[str]] = {}
    says: dict[str, str] = {}
    for alert in alerts:
        severities.setdefault(alert.name, []).append(alert.severity)
        says.setdefault(alert.name, re.sub(r"{{ \$labels\.(\w+) }}", r"`\1`", alert.says))
    lines = (f"| [{name}]({name}.md) | {', '.join(dict.fromkeys(severities[name]))} | {text} |\n" for name, text in says.items())
    return _HEAD + "".join(lines) + _TAIL
