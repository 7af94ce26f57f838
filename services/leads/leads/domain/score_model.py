"""A way to score, as a draft, in use, or as history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from leads.domain.score_card import check_weights, checked_criteria


class ScoreModelState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(eq=False, kw_only=True)
class ScoreModel(Aggregate):
    """Weights, criteria, and what was fitted. Only a draft changes: what a score was made with can be looked up for ever."""

    name: str
    state: ScoreModelState = ScoreModelState.DRAFT
    weights: dict[str, int] = field(default_factory=dict)
    criteria: list[dict[str, Any]] = field(default_factory=list)
    fitted: dict[str, Any] | None = None
    score_training_id: UUID | None = None
    publish_time: datetime | None = None
    publisher_id: UUID | None = None
    retire_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when it is no draft any more, or a weight or criterion is wrong."""
        self._require_draft()
        if (name := changes.get("name")) is not None:
            if not name.strip():
                raise invalid("score_model.name", "A model needs a name.", "MISSING")
            self.name = name
        if weights := changes.get("weights"):
            weights = {**self.weights, **weights}
            check_weights(weights)
            self.weights = weights
        if criteria := changes.get("criteria"):
            self.criteria = checked_criteria(criteria)

    def take_over(self, other: "ScoreModel") -> None:
        """Starts from what another one says."""
        self.weights, self.criteria, self.fitted = dict(other.weights), list(other.criteria), other.fitted

    def take_fitted(self, fitted: Mapping[str, Any], score_training_id: UUID) -> None:
        self._require_draft()
        self.fitted, self.score_training_id = dict(fitted), score_training_id

    def publish(self, at: datetime, by: UUID | None) -> None:
        """Takes effect, once its forerunner is retired. Raises NOT_A_DRAFT."""
        self._require_draft()
        self.state, self.publish_time, self.publisher_id = ScoreModelState.PUBLISHED, at, by

    def retire(self, at: datetime) -> None:
        """Becomes history."""
        self.state, self.retire_time = ScoreModelState.RETIRED, at

    def _require_draft(self) -> None:
        if self.state is not ScoreModelState.DRAFT:
            raise precondition("NOT_A_DRAFT", "A published model stays as it is; create a draft and publish that.")
