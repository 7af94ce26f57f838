"""What a follow-up record is worth."""

from datetime import date

import pytest

from accounts.domain.quality import Assessment, assess

FULL = "王总说12月8日前要报价，预算30万，采购部倾向先买20台做试点，付款走月结60天。"


def codes(assessment: Assessment) -> set[str]:
    return {reason.code for reason in assessment.reasons}


@pytest.mark.capability("X-12")
def test_a_record_with_date_amount_person_next_step_and_news_is_worth_a_hundred() -> None:
    found = assess(FULL, next_step="发报价单", next_step_date=date(2025, 12, 5))
    assert found.quality == 100
    assert found.new_information
    assert sum(reason.points for reason in found.reasons) == 100


@pytest.mark.capability("P-21")
def test_a_few_words_are_thin_and_the_reasons_say_what_is_missing() -> None:
    found = assess("已联系")
    assert found.quality == 20
    assert codes(found) >= {"NO_DATE", "NO_AMOUNT", "NO_PERSON", "NO_NEXT_STEP", "TOO_SHORT"}
    assert all(reason.text for reason in found.reasons)


def test_the_same_text_is_worth_the_same_every_time() -> None:
    assert assess(FULL, recent=["已联系"]) == assess(FULL, recent=["已联系"])


@pytest.mark.capability("X-12")
def test_a_near_copy_of_a_recent_record_is_worth_little_whatever_it_names() -> None:
    found = assess(FULL.replace("30万", "３０万"), next_step="发报价单", next_step_date=date(2025, 12, 5), recent=[FULL])
    assert found.quality == 20
    assert "NEAR_DUPLICATE" in codes(found)
    assert not found.new_information


def test_what_was_said_before_in_other_records_is_nothing_new() -> None:
    found = assess("采购部倾向先买20台做试点", recent=["采购部倾向先买20台", "他们要先做试点，买20台，倾向采购部先买"])
    assert codes(found) & {"NOTHING_NEW", "NEAR_DUPLICATE"}


@pytest.mark.parametrize(
    "text",
    [
        "下周三再来",
        "周五回电",
        "12月8日交货",
        "2025-12-08签约",
        "月底前付款",
        "二季度启动",
        "call back next week",
        "visit on Friday",
        "后天见",
    ],
)
def test_dates_are_found_as_people_write_them(text: str) -> None:
    assert "DATE_NAMED" in codes(assess(text))


@pytest.mark.parametrize("text", ["预算30万", "¥5,000", "要20台", "降5%", "三十万元", "打八折", "５０万", "USD 12,000 usd", "付一百二十万"])
def test_amounts_and_quantities_are_found_as_people_write_them(text: str) -> None:
    assert "AMOUNT_NAMED" in codes(assess(text))


@pytest.mark.parametrize("text", ["王总同意", "李经理不在", "张工要图纸", "老王跳槽了", "talked to Mr. Smith", "和陈海波谈了"])
def test_people_are_found_by_their_titles_and_by_the_names_of_contacts(text: str) -> None:
    assert "PERSON_NAMED" in codes(assess(text, people=["陈海波"]))


def test_what_names_nobody_is_not_taken_for_a_name() -> None:
    for text in ("周五经过工厂，总的来说不错", "周总结发了", "高工资"):
        assert "NO_PERSON" in codes(assess(text)), text


def test_a_chosen_contact_is_a_named_person() -> None:
    assert "PERSON_NAMED" in codes(assess("谈了价格", with_contacts=True))


def test_a_next_step_without_a_day_is_worth_less_than_one_with_a_day() -> None:
    assert assess("谈了", next_step="报价").quality + 10 == assess("谈了", next_step="报价", next_step_date=date(2025, 12, 5)).quality
