"""The process that fits a model: reads closed leads as JSON lines, writes its progress and the model as JSON lines.

    {"features": {"channel": "baidu_search", "product_views": 4}, "won": true}      <- one line per lead, on standard input
    {"progress": 40}
    {"model": {"intercept": ..., "terms": [...]}, "quality": {"auc": ..., "brier": ..., "calibration": [...]}}

It is a process of its own, so that the service keeps answering, can end it at any moment, and never loads the library. Bands and the model
are evaluated by the same few lines here and in the service (leads.domain.fitted), so what was measured is what will be used.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import orjson
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold

from leads.domain.fitted import Fitted

FOLDS = 5
# The strength of the penalty, chosen by what predicts leads best that were left out.
STRENGTHS = (0.1, 0.3, 1.0)
# Numbers fall into at most so many bands, each with about the same number of leads.
BANDS = 10
# A word is judged for itself when so many leads have it, and this share of them.
FEWEST, FEWEST_SHARE = 15, 0.003
CALIBRATION_BINS = 10

Rows = Sequence[Mapping[str, Any]]
Told = Callable[[int], None]


def fit(rows: Rows, won: Sequence[bool], tell: Told = lambda _: None) -> dict[str, Any]:
    """The model and its quality, measured on leads that were left out when it was fitted (5 folds). Deterministic."""
    outcomes = np.array(won, dtype=float)
    bands = [band for name in sorted({name for row in rows for name in row}) for band in _bands(name, [row.get(name) for row in rows])]
    matrix = _matrix(bands, rows)
    tell(20)
    predicted = {strength: np.zeros(len(rows)) for strength in STRENGTHS}
    splits = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(matrix, outcomes)
    for number, (known, unseen) in enumerate(splits, start=1):
        for strength, found in predicted.items():
            found[unseen] = _regression(strength).fit(matrix[known], outcomes[known]).predict_proba(matrix[unseen])[:, 1]
        tell(20 + 14 * number)
    best = min(STRENGTHS, key=lambda strength: float(brier_score_loss(outcomes, predicted[strength])))
    regression = _regression(best).fit(matrix, outcomes)
    model = _model(bands, matrix, regression)
    return {"model": model, "quality": quality(outcomes.tolist(), predicted[best].tolist())}


def quality(won: Sequence[float], predicted: Sequence[float]) -> dict[str, Any]:
    """AUC, Brier score and calibration of predictions about leads that the model has not seen."""
    outcomes, likelihoods = np.array(won, dtype=float), np.array(predicted)
    order = np.array_split(np.argsort(likelihoods, kind="stable"), CALIBRATION_BINS)
    return {
        "auc": _text(float(roc_auc_score(outcomes, likelihoods)), 4),
        "brier": _text(float(brier_score_loss(outcomes, likelihoods)), 4),
        "leads": len(outcomes),
        "won": int(outcomes.sum()),
        "calibration": [
            {
                "leads": len(chosen),
                "predicted": _text(float(likelihoods[chosen].mean()), 4),
                "observed": _text(float(outcomes[chosen].mean()), 4),
            }
            for chosen in order
            if len(chosen)
        ],
    }


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=2000)


def _bands(name: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """The bands that a feature falls into; that it is not known is one of them, for that tells something too."""
    known = [value for value in values if value not in (None, "")]
    if not known:
        return []
    unknown = [{"feature": name, "unknown": True}] if len(known) < len(values) else []
    if all(isinstance(value, (int, float)) for value in known):
        return [*_number_bands(name, known), *unknown]
    return [*_word_bands(name, [str(value).casefold() for value in known], len(values)), *unknown]


def _number_bands(name: str, known: Sequence[float]) -> list[dict[str, Any]]:
    edges = np.unique(np.quantile(known, np.linspace(0, 1, BANDS + 1)[1:-1], method="nearest")).tolist()
    inner = [edge for edge in edges if edge > min(known)]
    bounds = [None, *(f"{edge:.12g}" for edge in inner), None]
    return [{"feature": name, "at_least": low, "below": high} for low, high in pairwise(bounds)]


def _word_bands(name: str, known: Sequence[str], rows: int) -> list[dict[str, Any]]:
    fewest = max(FEWEST, FEWEST_SHARE * rows)
    counted = sorted(Counter(known).items())
    frequent = [{"feature": name, "values": [value]} for value, count in counted if count >= fewest]
    return [*frequent, {"feature": name, "rest": True}]


def _matrix(bands: Sequence[Mapping[str, Any]], rows: Rows) -> csr_matrix:
    """One column per band: 1 where the lead lies in it."""
    numbered = Fitted.read({"intercept": 0, "terms": [{**band, "weight": index} for index, band in enumerate(bands)]})
    columns = [[int(index) for index in numbered.weights(row).values()] for row in rows]
    starts = np.cumsum([0, *map(len, columns)])
    flat = [index for each in columns for index in each]
    return csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(bands)))


def _model(bands: Sequence[Mapping[str, Any]], matrix: csr_matrix, regression: LogisticRegression) -> dict[str, Any]:
    """Weights against the mean of their feature, which goes into the intercept: likelihoods stay, and contributions mean something."""
    weights = regression.coef_[0]
    shares = np.asarray(matrix.mean(axis=0)).ravel()
    means: defaultdict[str, float] = defaultdict(float)
    for band, weight, share in zip(bands, weights, shares, strict=True):
        means[band["feature"]] += float(weight * share)
    return {
        "intercept": _text(float(regression.intercept_[0]) + sum(means.values())),
        "terms": [{**band, "weight": _text(float(weight) - means[band["feature"]])} for band, weight in zip(bands, weights, strict=True)],
    }


def _text(number: float, digits: int = 6) -> str:
    """As JSON and the API have it."""
    return f"{number:.{digits}f}"


def main() -> None:
    lines = [orjson.loads(line) for line in sys.stdin.buffer]
    _say({"progress": 5})
    _say(fit([line["features"] for line in lines], [line["won"] for line in lines], lambda progress: _say({"progress": progress})))


def _say(told: Mapping[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
