"""Reasons are said in both languages, and told by a code to whoever translates."""

import pytest

from chassis.reasons import Reason, Sentence, said

pytestmark = pytest.mark.unit
SILENT = Sentence("SILENT", "{days} 天未跟进：{why}", "No follow-up for {days} days: {why_en}")


def test_a_sentence_is_said_in_both_languages_and_by_its_code() -> None:
    reason = SILENT(days=15, why="出差", why_en="on a journey")
    assert (reason.text, reason.text_en) == ("15 天未跟进：出差", "No follow-up for 15 days: on a journey")
    assert (reason.code, reason.parameters["days"]) == ("SILENT", "15")


def test_what_has_no_english_is_said_as_it_is() -> None:
    assert SILENT(days=15, why="出差").text_en == "No follow-up for 15 days: 出差"


def test_what_a_person_wrote_has_no_code_and_is_the_same_in_both_languages() -> None:
    assert (said("空号").text_en, said("空号").code) == ("空号", "")


def test_no_reason_is_not_told() -> None:
    assert said("").message is None
    assert said("").why is None


def test_a_reason_comes_back_as_it_was_told() -> None:
    reason = SILENT(days=15, why="出差")
    assert reason.message is not None
    assert Reason.of(reason.message) == reason
