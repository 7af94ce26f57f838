import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.phrases import Style, lazy_pinyin
from chassis.pinyin import readings
from chassis.search import MAX_STORED, SHORT, grams, search_query, search_text, sort_key

ACCOUNT = search_text("上海大新（机床）有限公司", "AC-2026-00012", "曾国藩", "8823")
NAMES = st.text(st.sampled_from("上海大新机床设备曾国藩ABCxyz019 ()（）-·Ｚé"), max_size=30)


def finds(query: str, stored: str) -> bool:
    """What the database does with the two, in Python."""
    wanted, indexed = search_query(query), grams(stored)
    padded = f" {stored}"
    return all(gram in indexed for gram in wanted.grams) and all(pattern.strip("%") in padded for pattern in wanted.patterns)


@pytest.mark.capability("M-57")
@pytest.mark.parametrize(
    "query",
    [
        "大新",
        "大新机床",
        "上海 机床",
        "daxin",
        "DaXinJiChuang",
        "shanghai jichuang",
        "shdxjc",
        "dx",
        "8823",
        "00012",
        "AC-2026-00012",
        "大新jichuang",
        "曾国藩",
        "zengguofan",
        "zgf",
        "曾",
        "上",
        "ＡＣ",
    ],
)
def test_an_account_is_found_by(query: str) -> None:
    assert finds(query, ACCOUNT)


@pytest.mark.parametrize("query", ["大机", "新大", "海", "daxing", "8824", "国 大厦"])
def test_an_account_is_not_found_by(query: str) -> None:
    assert not finds(query, ACCOUNT)


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单雄信", "shanxiongxin"),
        ("解缙", "xiejin"),
        ("仇英", "qiuying"),
        ("尉迟恭", "yuchigong"),
        ("重庆长安", "chongqingchangan"),
        ("吕布", "lvbu"),
    ],
)
def test_names_are_read_as_people_read_them(name: str, pinyin: str) -> None:
    assert finds(pinyin, search_text(name))


@given(st.text(st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), st.sampled_from("ab1 -·é")), max_size=12))
def test_initials_are_those_of_the_pinyin(name: str) -> None:
    assert readings(name)[0] == ("".join(lazy_pinyin(name)), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))


def test_the_pinyin_of_the_legal_form_is_not_kept() -> None:
    assert not finds("gongsi", ACCOUNT)
    assert finds("有限公司", ACCOUNT)


@pytest.mark.parametrize("query", ["", "  ", "（）", "%_"])
def test_a_search_for_nothing_is_refused(query: str) -> None:
    with pytest.raises(DomainError) as caught:
        search_query(query)
    assert caught.value.violations[0].field == "search"


def test_a_search_is_bounded() -> None:
    with pytest.raises(DomainError, match="100"):
        search_query("a" * 101)


@given(NAMES, st.data())
def test_every_two_characters_side_by_side_find_their_name(name: str, data: st.DataObject) -> None:
    """Three where a word of letters is long."""
    stored = search_text(name)
    sizes = {word: 3 if word < "\u3005" and len(word) > SHORT else 2 for word in stored.split() if len(word) > 1}
    for word, size in sizes.items():
        start = data.draw(st.integers(0, len(word) - size))
        assert finds(word[start : start + size], stored)


@given(st.lists(st.text(max_size=400), max_size=8))
def test_any_text_can_be_stored_and_what_is_stored_is_bounded_words(parts: list[str]) -> None:
    stored = search_text(*parts)
    assert len(stored) <= MAX_STORED
    assert stored == " ".join(stored.split())
    assert "%" not in stored
    assert "_" not in stored
    assert stored == search_text(*parts)


def test_names_are_sorted_by_pinyin_then_tone_then_character() -> None:
    names = ["张伟", "章三", "张三", "李四", "Zoe", "阿里", "安", "123", "艾", "张三丰", "掌上"]
    assert sorted(names, key=sort_key) == ["123", "阿里", "艾", "安", "李四", "张三", "张三丰", "张伟", "章三", "掌上", "Zoe"]


def test_people_are_sorted_by_the_reading_of_their_family_name() -> None:
    assert sort_key("曾国藩", person=True) == "zeng1曾 guo2国 fan1藩"
    assert sort_key("曾经", person=False).startswith("ceng2")
    assert sort_key("长孙无忌", person=True).startswith("zhang3长 sun1孙")


@given(st.text(max_size=200))
def test_every_text_has_a_sort_key_that_fits_an_index(name: str) -> None:
    assert len(sort_key(name, person=True).encode()) < 1000
