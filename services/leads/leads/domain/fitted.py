"""A model fitted on a company's own closed leads, as data: an intercept, and for each band of each feature what it adds to the log-odds.

It is a logistic regression over bands (a score card in the words of credit scoring: Siddiqi, "Credit Risk Scorecards", 2006). Its
contributions add up exactly, so its reasons are not an estimate, and nothing is needed to evaluate it but this file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any, Self

from chassis.scoring import Band, Features, Reason, Value, spoken
from leads.domain.score_features import feature_named

REASONS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A band of a feature and what it adds, against a typical lead: over the leads it was fitted on the mean of each feature is 0."""

    band: Band
    weight: float
    # For leads of which the feature is not known.
    is_unknown: bool
    # For any value outside of all other bands.
    is_rest: bool

    def holds(self, features: Features) -> bool:
        value = features.get(self.band.feature)
        if value is None or value == "":
            return self.is_unknown
        return self.is_rest or (not self.is_unknown and self.band.holds(value))


@dataclass(frozen=True, slots=True)
class Fitted:
    """The terms of each feature lie in order; the first that holds counts."""

    intercept: float
    terms: tuple[Term, ...]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        terms = tuple(
            Term(Band.read(term), float(term["weight"]), bool(term.get("unknown")), bool(term.get("rest"))) for term in data["terms"]
        )
        return cls(float(data["intercept"]), terms)

    def weights(self, features: Features) -> Mapping[str, float]:
        """What each feature adds to the log-odds of this lead."""
        found: dict[str, float] = {}
        for term in self.terms:
            if term.band.feature not in found and term.holds(features):
                found[term.band.feature] = term.weight
        return found

    def likelihood(self, features: Features) -> float:
        """Between 0 and 1: the share of such leads that were won."""
        return _logistic(self.intercept + sum(self.weights(features).values()))

    def reasons(self, features: Features, *, most: int = REASONS) -> Sequence[Reason]:
        """What moved this lead's likelihood most, against a lead that is typical in that feature; points are per cent."""
        weights = self.weights(features)
        together = self.intercept + sum(weights.values())
        shown = sorted(weights, key=lambda name: (-abs(weights[name]), name))[:most]
        points = {name: round(100 * (_logistic(together) - _logistic(together - weights[name]))) for name in shown}
        return tuple(_reason(name, features.get(name), points[name]) for name in shown if points[name])


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


def _reason(name: str, value: Value, points: int) -> Reason:
    feature = feature_named(name)
    title, title_en = (feature.title, feature.title_en) if feature else (f"{name}：{{value}}", f"{name}: {{value}}")
    said = spoken(value)
    return Reason(
        code=name,
        part="likelihood",
        points=points,
        value=said,
        text=title.replace("{value}", said or "未知"),
        text_en=title_en.replace("{value}", said or "unknown"),
    )
