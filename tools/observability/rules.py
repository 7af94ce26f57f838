"""Rules as Prometheus reads them, and the examples of the alerts as promtool does."""

from collections.abc import Iterable, Mapping
from typing import Any

from tools.observability.alerts import Alert, Example
from tools.observability.objectives import OBJECTIVES

Rules = dict[str, Any]
_ALERTS = "daozhang-alerts"


def recording() -> Rules:
    """The shares of bad requests over all windows: an objective each."""
    groups = [
        {"name": f"daozhang-{objective.name}", "rules": [{"record": name, "expr": expr} for name, expr in objective.rules().items()]}
        for objective in OBJECTIVES
    ]
    return {"groups": groups}


def alerting(alerts: Iterable[Alert]) -> Rules:
    return {"groups": [{"name": _ALERTS, "rules": [_rule(alert) for alert in alerts]}]}


def _rule(alert: Alert) -> dict[str, Any]:
    return {
        "alert": alert.name,
        "expr": alert.expr,
        **({} if alert.lasting == "0m" else {"for": alert.lasting}),
        "labels": {"severity": alert.severity, **alert.labels},
        "annotations": {"summary": alert.says, "runbook": alert.runbook},
    }


def unit_test(alert: Alert, example: Example, *, fires: bool, rule_files: Iterable[str]) -> dict[str, Any]:
    """One example as a file for `promtool test rules`: at that moment one alert of this name and these labels fires, or none does."""
    firing = f"count(ALERTS{{{_selector({'alertname': alert.name, 'alertstate': 'firing', **alert.labels})}}})"
    expected = [{"labels": "{}", "value": 1}] if fires else []
    return {
        "rule_files": list(rule_files),
        "evaluation_interval": example.step,
        # What an alert asks for is recorded in the same round, before it.
        "group_eval_order": [*(group["name"] for group in recording()["groups"]), _ALERTS],
        "tests": [
            {
                "interval": example.step,
                "input_series": [{"series": series, "values": values} for series, values in example.series.items()],
                "promql_expr_test": [{"expr": firing, "eval_time": example.at, "exp_samples": expected}],
            }
        ],
    }


def _selector(labels: Mapping[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in labels.items())
