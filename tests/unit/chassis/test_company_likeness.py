import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.company_likeness import ALIKE, MOST_KEYS, company_keys, likeness

ALIKE_NAMES = [
    ("上海大新机械有限公司", "大新机械（上海）股份有限公司"),
    ("上海大新机械有限公司", "大新机械制造有限公司"),
    ("大新机械有限公司", "大鑫机械有限公司"),
    ("杭州为民精密机械有限公司", "杭州为民机械有限公司"),
    ("Dunder Mifflin Paper Company, Inc.", "Dunder Miflin Paper Co"),
    ("Daxin Machinery (Suzhou) Co., Ltd.", "Daxin Machinery Co Ltd"),
    ("Müller Maschinenbau GmbH", "Mueller Maschinenbau AG"),
]
OTHER_NAMES = [
    ("上海大新机械有限公司", "上海东方机械有限公司"),
    ("北京银行股份有限公司", "上海银行股份有限公司"),
    ("大新机械有限公司", "华为技术有限公司"),
    ("Acme Trading Ltd", "Zenith Trading Ltd"),
    ("Global Technology Inc", "Global Machinery Inc"),
]


@pytest.mark.capability("L-34", "X-14")
@pytest.mark.parametrize(("one", "other"), ALIKE_NAMES)
def test_names_that_may_mean_one_company_are_alike_and_found_by_a_key_they_share(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert set(company_keys(one)) & set(company_keys(other))


@pytest.mark.capability("L-34", "X-14")
@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_names_of_other_companies_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@pytest.mark.parametrize("name", ["", "，。", "机", "机械", "A", "3M"])
def test_a_short_name_has_as_many_keys_as_it_has_something_to_say(name: str) -> None:
    assert bool(company_keys(name)) is any(character.isalnum() for character in name)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_goes_both_ways_and_keys_are_few(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100
    assert len(company_keys(one)) <= MOST_KEYS
