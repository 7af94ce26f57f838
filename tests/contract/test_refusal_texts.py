"""The web app has a sentence in Chinese and one in English for every reason that the product refuses with."""

import json
import re
from collections import defaultdict

import pytest

from chassis.personal_forms import PersonalKind
from tests.contract.refusals import ROOT, Refusal, refusals

LANGUAGES = ("zh-CN", "en-US")
# Reasons that are put together where they are raised, the one where none is given, and those of the app itself.
COMPOSED = {f"NOT_A_{kind.name}" for kind in PersonalKind} | {"CAMPAIGN_UNKNOWN", "SOURCE_UNKNOWN", "INVALID_FIELD"}
OF_THE_APP = {"UNREACHABLE"}
OF_JOBS = {"FAILED"}
# What every problem has, besides the metadata of its reason.
ALWAYS = {"detail"}


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / f"gateway/web/src/i18n/{language}/problems.json").read_text())
    return found


@pytest.fixture(scope="module")
def by_reason() -> dict[str, list[Refusal]]:
    found = defaultdict(list)
    for refusal in refusals():
        found[refusal.reason].append(refusal)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_text_and_every_text_a_reason(language: str, by_reason: dict[str, list[Refusal]]) -> None:
    reasons = by_reason.keys() | COMPOSED
    assert reasons - texts(language).keys() == set()
    assert texts(language).keys() - reasons - OF_THE_APP - OF_JOBS == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_only_what_every_such_refusal_tells(language: str, by_reason: dict[str, list[Refusal]]) -> None:
    wrong = {
        f"{reason}: {sorted(named - given)} is not said at {refusal.place}"
        for reason, text in texts(language).items()
        for named in [set(re.findall(r"{{(\w+)}}", text)) - ALWAYS]
        for refusal in by_reason.get(reason, [])
        for given in [refusal.metadata]
        if given is not None and named - given
    }
    assert wrong == set()


def test_the_refusals_are_found() -> None:
    """A few from each end, so that a way of refusing that the search does not know is noticed."""
    found = {refusal.reason for refusal in refusals()}
    assert {"STALE_ETAG", "SIGN_IN_REFUSED", "PATH_UNKNOWN", "CUSTOMER_UNKNOWN", "HOST_NOT_ALLOWED", "CLAIM_LIMIT", "TEAM_UNKNOWN"} <= found
