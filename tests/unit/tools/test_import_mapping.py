"""The mapping file of an import: what it may say, and what is told about one that cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from tools.import_crm.mapping import SHIPPED, mapping_for, read_mapping
from tools.stack.trouble import Trouble


def changed(folder: Path, before: str, after: str) -> Path:
    """The shipped mapping with one change."""
    text = SHIPPED.read_text()
    assert before in text
    file = folder / "mapping.toml"
    file.write_text(text.replace(before, after, 1))
    return file


def test_the_shipped_mapping_says_everything() -> None:
    mapping = read_mapping(SHIPPED)
    assert mapping.date_pattern == "%d-%m-%y"
    assert mapping.sheets["opportunities"].columns["owner"] == "sales_agent"
    assert mapping.aliases["product"] == {"GTXPro": "GTX Pro"}
    assert [stage.key for stage in mapping.stages] == ["prospecting", "engaging"]
    assert mapping.paid_until == date(2017, 6, 30)


def test_a_mapping_beside_the_files_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert mapping_for(tmp_path).company == "Sales book"
    named = changed(tmp_path, '"Sales book"', '"Brewers"')
    assert mapping_for(tmp_path).company == "Brewers"
    assert mapping_for(tmp_path, named.rename(tmp_path / "other.toml")).company == "Brewers"


def test_four_digits_of_a_year_are_not_taken_for_two(tmp_path: Path) -> None:
    assert read_mapping(changed(tmp_path, '"DD-MM-YY"', '"YYYY/MM/DD"')).date_pattern == "%Y/%m/%d"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('owner = "sales_agent"\n', "", r"does not say owner of \[opportunities\]"),
        ('currency = "USD"\n', "", "does not say currency"),
        ('Lost = "lost"', 'Lost = "forgotten"', "won or lost"),
        ('share = "50"', 'share = "49"', "do not make up 100"),
        ("until = 2017-06-30", 'until = "30-06-17"', r"until of \[payments\] is a day"),
        ("days = 0", "days = ", "cannot be understood"),
        ('probability = "20"', "chance = 20", "cannot be understood"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    with pytest.raises(Trouble, match=complaint):
        read_mapping(changed(tmp_path, before, after))


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"nowhere\.toml cannot be read"):
        mapping_for(tmp_path, tmp_path / "nowhere.toml")
