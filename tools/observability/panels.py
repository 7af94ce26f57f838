"""Panels as the dashboards need them: a title, what it means, and queries with their legends."""

from dataclasses import dataclass

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.models import common as common_models
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import units

# The one variable of every dashboard.
DATASOURCE = models.DataSourceRef(type_val="prometheus", uid="${datasource}")
REQUESTS, EVENTS, SECONDS, BYTES = units.RequestsPerSecond, units.EventsPerSecond, units.Seconds, units.BytesIEC
NUMBER, SHARE = units.Short, units.PercentUnit
HEIGHT, WIDTH, STAT_WIDTH = 8, 12, 6


@dataclass(frozen=True)
class Query:
    expr: str
    legend: str = ""


@dataclass(frozen=True)
class Panel:
    """A curve; or `now`, one number, red from `bad` on."""

    title: str
    meaning: str
    unit: str
    queries: tuple[Query, ...]
    now: bool = False
    bad: float | None = None


def curve(title: str, meaning: str, unit: str, *queries: Query) -> Panel:
    return Panel(title, meaning, unit, queries)


def number(title: str, meaning: str, unit: str, expr: str, *, bad: float | None = None) -> Panel:
    return Panel(title, meaning, unit, (Query(expr),), now=True, bad=bad)


def built(panel: Panel) -> stat.Panel | timeseries.Panel:
    return _number(panel) if panel.now else _curve(panel)


def _curve(panel: Panel) -> timeseries.Panel:
    legend = common.VizLegendOptions().display_mode(common_models.LegendDisplayMode.TABLE).placement(common_models.LegendPlacement.BOTTOM)
    made = timeseries.Panel().title(panel.title).description(panel.meaning).datasource(DATASOURCE).unit(panel.unit).min(0)
    made = made.height(HEIGHT).span(WIDTH).fill_opacity(10).legend(legend.calcs(["lastNotNull", "max"]).show_legend(True))
    for name, query in zip("ABCDEFGH", panel.queries, strict=False):
        made = made.with_target(_target(name, query))
    return made


def _number(panel: Panel) -> stat.Panel:
    made = stat.Panel().title(panel.title).description(panel.meaning).datasource(DATASOURCE).unit(panel.unit)
    made = made.height(HEIGHT // 2).span(STAT_WIDTH).no_value("-")
    steps = [models.Threshold(value=None, color="green")]
    if panel.bad is not None:
        steps.append(models.Threshold(value=panel.bad, color="red"))
    made = made.thresholds(dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps))
    return made.with_target(_target("A", panel.queries[0]))


def _target(name: str, query: Query) -> prometheus.Dataquery:
    made = prometheus.Dataquery().ref_id(name).expr(query.expr).datasource(DATASOURCE)
    return made.legend_format(query.legend) if query.legend else made
