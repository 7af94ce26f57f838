import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.company_names import distinctive_part, regions_of
from chassis.search import normalized_company_name


@pytest.mark.capability("M-31")
@pytest.mark.parametrize(
    ("name", "normalized"),
    [
        ("上海大新机械有限公司", "大新机械"),
        ("大新机械（上海）股份有限公司", "大新机械"),
        ("上海市大新机械", "大新机械"),
        (" 上海 大新机械 有限责任公司 ", "大新机械"),
        ("大新机械集团有限公司", "大新机械"),
        ("浙江省杭州市西湖电子集团有限公司", "西湖电子"),
        ("内蒙古自治区伊利实业集团股份有限公司", "伊利实业"),
        ("西门子（中国）有限公司", "西门子"),
        ("３Ｍ中国有限公司", "3m中国"),
        ("ABB（中国）有限公司", "abb"),
        ("ABC (China) Co., Ltd.", "abc"),
        ("A.B.C. GmbH & Co. KG", "abc"),
        ("Müller Maschinenbau GmbH", "muller maschinenbau"),
        ("Dunder Mifflin, Inc.", "dunder mifflin"),
        ("华为 Co., Ltd", "华为"),
        ("昆山市玉山镇大新机械厂", "大新机械厂"),
        ("苏州工业园区大新机械有限公司", "大新机械"),
        ("浦东新区大新机械", "大新机械"),
        ("大新机械有限公司（筹）", "大新机械"),
        ("大新机械（个体工商户）", "大新机械"),
        ("株式会社東芝", "東芝"),
        ("Foo GmbH & Co.KG", "foo"),
        ("Foo Pvt. Ltd.", "foo"),
    ],
)
def test_what_does_not_tell_companies_apart_is_left_out(name: str, normalized: str) -> None:
    assert normalized_company_name(name) == normalized


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京银行股份有限公司", "上海银行股份有限公司"),
        ("重庆啤酒股份有限公司", "青岛啤酒股份有限公司"),
        ("上海大新机械有限公司", "上海大新机械有限公司北京分公司"),
        ("大连机床集团有限责任公司", "沈阳机床股份有限公司"),
        ("中国石化", "上海石化"),
    ],
)
def test_other_companies_keep_other_names(one: str, other: str) -> None:
    assert normalized_company_name(one) != normalized_company_name(other)


@pytest.mark.parametrize("name", ["有限公司", "上海", "公司", "The Group", "集团有限公司", "Co., Ltd."])
def test_a_name_of_nothing_else_stays_a_name(name: str) -> None:
    assert normalized_company_name(name)


@given(st.text(st.sampled_from("上海北京大新机械有限公司集团股份（）()abcGmbH. Ｃｏ,Ltd中国"), max_size=25))
@example("上c,ｏ")
def test_normalizing_twice_changes_nothing(name: str) -> None:
    once = normalized_company_name(name)
    assert normalized_company_name(once) == once


@given(st.text(max_size=60))
def test_letters_always_leave_a_name(name: str) -> None:
    assert bool(normalized_company_name(name)) or not any(character.isalnum() for character in name)


def test_the_distinctive_part_leaves_out_what_many_names_end_with() -> None:
    assert [distinctive_part(name) for name in ("大新机械制造", "西湖电子", "大新", "机械", "大新机械厂")] == [
        "大新",
        "西湖",
        "大新",
        "机械",
        "大新机械厂",
    ]


def test_the_regions_of_a_name_stand_before_it_or_in_brackets() -> None:
    assert regions_of("江苏省苏州市大新机械") == {"江苏", "苏州"}
    assert regions_of("大新机械（上海）有限公司") == {"上海"}
    assert regions_of("大新机械（集团）有限公司") == frozenset()
