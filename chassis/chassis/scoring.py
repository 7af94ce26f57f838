"""Scores that explain themselves: what is known of a subject becomes points per part, a total, and reasons in words.

    card = Card.read({"weights": {"fit": 1, "demand": 2}, "criteria": [{"key": "views", "part": "demand", "feature": "page_views",
                      "at_least": 3, "points": 40, "title": "看产品页 {value} 次", "title_en": "viewed products {value} times"}]})
    score = card.score({"page_views": 5, "industry": "machinery"})

A card is data, so that administrators can change it and services can copy it. It knows no feature: a service says what it knows of a
subject as {feature: value}, and what a card asks beyond that does not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self, TypeAlias
from uuid import UUID

# A number, a word, or nothing known. Yes and no are words.
Value: TypeAlias = str | int | float | Decimal | None
Features: TypeAlias = Mapping[str, Value]

MOST = 100


def word(answer: bool | None) -> str | None:
    """A flag as a feature; what is not known stays unknown."""
    return None if answer is None else "yes" if answer else "no"


def custom_features(custom: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    """A record's custom fields as features: "custom.<key>"."""
    return {f"custom.{key}": _custom(value) for key, value in custom.items()}


def _custom(value: Mapping[str, Any]) -> Value:
    kind, found = next(iter(value.items()), ("text", None))
    if kind == "flag":
        return word(found)
    return float(found) if kind == "decimal" and found else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Values of one feature that are judged alike: numbers from `at_least` up to, but not, `below`, or one of some words."""

    feature: str
    at_least: float | None = None
    below: float | None = None
    values: tuple[str, ...] = ()

    def holds(self, value: Value) -> bool:
        """What is unknown lies in no band; a band without bounds takes everything else."""
        if value is None or value == "":
            return False
        if self.values:
            return str(value).casefold() in self.values
        if self.at_least is None and self.below is None:
            return True
        if isinstance(value, str):
            return False
        return (self.at_least is None or value >= self.at_least) and (self.below is None or value < self.below)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            feature=data["feature"],
            at_least=_number(data.get("at_least")),
            below=_number(data.get("below")),
            values=tuple(str(value).casefold() for value in data.get("values") or ()),
        )


def _number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Points for a band. `key` is what a client translates; the titles say it in words, with {value} for the value found."""

    key: str
    part: str
    band: Band
    points: int
    title: str
    title_en: str

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            key=data["key"],
            part=data["part"],
            band=Band.read(data),
            points=int(data["points"]),
            title=data.get("title", ""),
            title_en=data.get("title_en", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a score is what it is: a code and its parameters for clients that translate, and the words."""

    code: str
    part: str
    points: int
    value: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Score:
    """`parts` and `total` lie between 0 and 100; the weightiest reasons come first."""

    total: int
    parts: Mapping[str, int]
    reasons: Sequence[Reason] = ()
    # Where a fitted model decides the total: between 0 and 1.
    likelihood: float | None = None

    def decided_by(self, likelihood: float, reasons: Sequence[Reason]) -> "Score":
        """The same parts, under the total and the reasons of a fitted model."""
        return replace(self, total=round(MOST * likelihood), reasons=tuple(reasons), likelihood=likelihood)


@dataclass(frozen=True, slots=True)
class Card:
    """Criteria in order, and how much each part counts in the total."""

    weights: Mapping[str, int]
    criteria: tuple[Criterion, ...]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From the JSON that a card is stored as."""
        return cls({part: int(weight) for part, weight in data["weights"].items()}, tuple(map(Criterion.read, data["criteria"])))

    def score(self, features: Features, *, given: Mapping[str, int] | None = None, reasons: int = 6) -> Score:
        """Per part the points of the first criterion of each feature that holds, together between 0 and 100; in all their weighted mean.

        Parts that are `given` are taken as they are. Of the reasons the `reasons` weightiest are kept.
        """
        known = {part: points for part, points in (given or {}).items() if part in self.weights}
        hits: dict[tuple[str, str], Criterion] = {}
        for criterion in self.criteria:
            key = criterion.part, criterion.band.feature
            if criterion.part not in known and key not in hits and criterion.band.holds(features.get(criterion.band.feature)):
                hits[key] = criterion
        gained = dict.fromkeys(self.weights, 0)
        for criterion in hits.values():
            gained[criterion.part] = gained.get(criterion.part, 0) + criterion.points
        parts = {part: max(0, min(MOST, points)) for part, points in gained.items()} | known
        weighty = sorted((hit for hit in hits.values() if hit.points), key=self._weight, reverse=True)[:reasons]
        return Score(self._total(parts), parts, tuple(_reason(hit, features[hit.band.feature]) for hit in weighty))

    def _weight(self, criterion: Criterion) -> int:
        return abs(criterion.points) * self.weights.get(criterion.part, 0)

    def _total(self, parts: Mapping[str, int]) -> int:
        together = sum(self.weights.values())
        if not together:
            return 0
        mean = Decimal(sum(parts[part] * weight for part, weight in self.weights.items())) / together
        return int(mean.quantize(Decimal(1), ROUND_HALF_UP))


def _reason(criterion: Criterion, value: Value) -> Reason:
    said = spoken(value)
    return Reason(
        code=criterion.key,
        part=criterion.part,
        points=criterion.points,
        value=said,
        text=criterion.title.replace("{value}", said),
        text_en=criterion.title_en.replace("{value}", said),
    )


def spoken(value: Value) -> str:
    """A value as it stands in a sentence: 12 and not 12.0, 1,200,000 with its thousands."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,.0f}" if value == int(value) else f"{float(value):,.2f}".rstrip("0")


@dataclass(eq=False, kw_only=True)
class Scored:
    """A record that carries its score, to be listed by it. `score_details` is crm.common.v1.Score as JSON; `score_model_id` the card's."""

    score: int = 0
    score_details: dict[str, Any] = field(default_factory=dict)
    score_model_id: UUID | None = None

    def take_score(self, score: Score, model_id: UUID, at: datetime) -> None:
        """Nothing changes, not even the time, where the score is what it was."""
        details = {
            "total": score.total,
            **score.parts,
            **({} if score.likelihood is None else {"likelihood": f"{score.likelihood:.4f}"}),
            "reasons": [asdict(reason) for reason in score.reasons],
            "score_model_id": str(model_id),
        }
        if {name: value for name, value in self.score_details.items() if name != "score_time"} != details:
            self.score, self.score_model_id = score.total, model_id
            self.score_details = {**details, "score_time": at.isoformat()}
