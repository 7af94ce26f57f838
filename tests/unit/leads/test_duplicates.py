from uuid import UUID

import pytest

from leads.domain.duplicates import DuplicateVerdict, judged, masked, ranked, summed_up

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.capability("X-14")
@pytest.mark.parametrize(
    ("name", "asked", "matched_by", "verdict"),
    [
        ("上海大新机械有限公司", "大新机械（上海）股份有限公司", (), DuplicateVerdict.EXISTS),
        ("上海大新机械有限公司", "大新机械", (), DuplicateVerdict.EXISTS),
        ("上海大新机械有限公司", "北京大新机械有限公司", (), DuplicateVerdict.SIMILAR),
        ("上海大新机械有限公司", "大鑫机械", (), DuplicateVerdict.SIMILAR),
        ("上海大新机械有限公司", "", ("phone",), DuplicateVerdict.EXISTS),
    ],
)
def test_what_is_equal_exists_and_what_may_be_another_is_similar(
    name: str, asked: str, matched_by: tuple[str, ...], verdict: DuplicateVerdict
) -> None:
    match = judged("lead", ONE, name, asked, matched_by)
    assert match is not None
    assert match.verdict is verdict


def test_a_name_that_only_shares_a_common_word_is_none() -> None:
    assert judged("lead", ONE, "上海大新机械有限公司", "杭州为民机械有限公司", ()) is None
    assert summed_up([]) is DuplicateVerdict.FREE


def test_the_surest_comes_first() -> None:
    similar = judged("lead", ONE, "大鑫机械", "大新机械", ())
    sure = judged("account", OTHER, "别的名字", "大新机械", ("credit_code",))
    assert similar is not None
    assert sure is not None
    assert ranked([similar, sure]) == [sure, similar]
    assert summed_up([similar]) is DuplicateVerdict.SIMILAR


@pytest.mark.capability("X-14")
def test_a_masked_name_can_be_recognised_and_not_be_read() -> None:
    assert masked("上海大新机械有限公司") == "上海***公司"
    assert [masked(name) for name in ("大新机械", "大新", "ABC Ltd")] == ["大***械", "大***", "A***d"]
