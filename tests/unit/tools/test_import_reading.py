"""Files -> a sales book: what is a record, what is rejected and why, what is taken for something else."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tools.import_crm.book import Book
from tools.import_crm.findings import Findings, Rejected, Replaced
from tools.import_crm.mapping import SHIPPED, Mapping, mapping_for, read_mapping
from tools.import_crm.reading import read_book
from tools.stack.trouble import Trouble

SMALL = Path(__file__).parents[2] / "data" / "crm"

Files = dict[str, list[str]]
Read = Callable[..., tuple[Book, Findings]]

CLEAN: Files = {
    "accounts.csv": [
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
        "Cancity,retail,2001,718.62,2448,Norway,",
        "Isdom,medical,2002,3178.24,4540,Norway,",
    ],
    "products.csv": ["product,series,sales_price", "GTX Pro,GTX,4821"],
    "sales_teams.csv": ["sales_agent,manager,regional_office", "Amara Quill,Ines Varga,North"],
    "sales_pipeline.csv": ["opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"],
}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the clean files with lines added to some of them."""

    def read(mapping: Mapping | None = None, **more: list[str]) -> tuple[Book, Findings]:
        for name, lines in CLEAN.items():
            added = more.get(name.removesuffix(".csv"), [])
            (tmp_path / name).write_text("\n".join([*lines, *added, ""]))
        return read_book(tmp_path, mapping or read_mapping(SHIPPED))

    return read


def deal(line: str) -> list[str]:
    return ["D1,Amara Quill,GTX Pro,Cancity,Won,20-10-16,01-03-17,4800", line]


def reasons(findings: Findings) -> list[tuple[int, str, str]]:
    return [(row.line, row.column, row.reason) for row in findings.rejected]


def test_a_won_opportunity_is_read_as_it_stands(read: Read) -> None:
    book, findings = read(sales_pipeline=["D1,Amara Quill,GTX Pro,Cancity,Won,20-10-16,01-03-17,4800.50"])
    (won,) = book.deals
    assert (won.state, won.stage, won.open_date, won.close_date) == ("won", "engaging", date(2016, 10, 20), date(2017, 3, 1))
    assert (won.amount, won.name, won.is_contract) == (Decimal("4800.50"), "GTX Pro, Cancity", True)
    assert not findings.rejected


def test_an_open_opportunity_may_lack_account_dates_and_value(read: Read) -> None:
    book, findings = read(sales_pipeline=["D1,Amara Quill,GTX Pro,,Prospecting,,,"])
    (found,) = book.deals
    assert (found.state, found.stage, found.account, found.open_date, found.amount) == ("open", "prospecting", "", None, None)
    assert not findings.rejected
    assert not found.is_contract


def test_a_misspelt_product_with_an_alias_is_reported_with_a_suggestion(read: Read) -> None:
    book, findings = read(sales_pipeline=["D1,Amara Quill,GTXPro,Cancity,Engaging,20-10-16,,"] * 1)
    assert book.deals[0].product == "GTX Pro"
    (replaced,) = findings.replaced
    assert replaced == Replaced("product", "GTXPro", "GTX Pro", "GTX Pro")
    assert str(replaced) == "product 'GTXPro' is not known; did you mean 'GTX Pro'? taken as 'GTX Pro', as the mapping says"


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("D2,Amara Quill,GTX Prro,Cancity,Engaging,,,", "product", "did you mean 'GTX Pro'?"),
        ("D2,Amra Quill,GTX Pro,Cancity,Engaging,,,", "sales_agent", "did you mean 'Amara Quill'?"),
        ("D2,Amara Quill,GTX Pro,Cancty,Engaging,,,", "account", "did you mean 'Cancity'?"),
        ("D2,Amara Quill,GTX Pro,Cancity,Stalled,,,", "deal_stage", "there is no stage 'Stalled'"),
        ("D2,Amara Quill,,Cancity,Engaging,,,", "product", "it is empty"),
        (",Amara Quill,GTX Pro,Cancity,Engaging,,,", "opportunity_id", "it is empty"),
        ("D1,Amara Quill,GTX Pro,Cancity,Engaging,,,", "opportunity_id", "twice"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,31-02-17,01-03-17,1", "engage_date", "no day written as DD-MM-YY"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,02-03-17,01-03-17,1", "close_date", "before it began"),
        ("D2,Amara Quill,GTX Pro,Cancity,Lost,02-03-17,,0", "close_date", "nobody says when"),
        ("D2,Amara Quill,GTX Pro,Cancity,Engaging,02-03-17,03-03-17,", "close_date", "no such day"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,01-03-17,02-03-17,", "close_value", "nobody says for how much"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,01-03-17,02-03-17,much", "close_value", "is no number"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,01-03-17,02-03-17,-5", "close_value", "is no amount"),
        ("D2,Amara Quill,GTX Pro,Cancity,Won,01-03-17,02-03-17,NaN", "close_value", "is no amount"),
    ],
)
def test_a_row_that_is_no_opportunity_is_rejected_with_its_reason(read: Read, line: str, column: str, reason: str) -> None:
    book, findings = read(sales_pipeline=deal(line))
    assert [each.id for each in book.deals] == ["D1"]
    ((number, where, why),) = reasons(findings)
    assert (number, where) == (3, column)
    assert reason in why


def test_a_sale_lost_for_nothing_has_no_amount(read: Read) -> None:
    book, _ = read(sales_pipeline=["D1,Amara Quill,GTX Pro,Cancity,Lost,20-10-16,01-03-17,0"])
    assert book.deals[0].amount is None


def test_head_companies_come_before_the_companies_below_them(read: Read) -> None:
    book, _ = read(accounts=["Daughter,retail,2001,1,1,Norway,Mother", "Mother,retail,2001,1,1,Norway,Cancity"])
    assert [[account.name for account in generation] for generation in book.generations()] == [
        ["Cancity", "Isdom"],
        ["Mother"],
        ["Daughter"],
    ]


def test_an_account_with_an_unknown_head_company_is_kept_without_one(read: Read) -> None:
    book, findings = read(accounts=["Daughter,retail,2001,1,1,Norway,Cancty"])
    assert book.accounts[-1].parent == ""
    ((line, column, reason),) = reasons(findings)
    assert (line, column) == (4, "subsidiary_of")
    assert "did you mean 'Cancity'?" in reason


def test_a_circle_of_head_companies_is_cut(read: Read) -> None:
    book, findings = read(accounts=["One,retail,2001,1,1,Norway,Other", "Other,retail,2001,1,1,Norway,One"])
    assert [account.parent for account in book.accounts[-2:]] == ["", "One"]
    assert sum(len(generation) for generation in book.generations()) == len(book.accounts)
    assert "above itself" in findings.rejected[0].reason


def test_what_is_only_told_is_kept_although_nobody_knows_it(read: Read) -> None:
    book, findings = read(accounts=["New,techology,2001,1,1,Philipines,", "Old,,,,,,"])
    assert [account.industry for account in book.accounts[-2:]] == ["techology", ""]
    assert [account.region for account in book.accounts[-2:]] == ["Philippines", ""]
    assert {(each.value, each.suggestion, each.taken_as) for each in findings.replaced} == {
        ("techology", "technology", "techology"),
        ("Philipines", "", "Philippines"),
    }


def test_revenue_is_counted_in_the_unit_of_the_files(read: Read) -> None:
    book, _ = read()
    assert book.accounts[0].annual_revenue == Decimal("718620000.00")


def test_other_columns_and_another_date_format_are_a_matter_of_the_mapping(read: Read, tmp_path: Path) -> None:
    shipped = read_mapping(SHIPPED)
    sheet = shipped.sheets["opportunities"]
    other = replace(sheet, columns=dict(sheet.columns) | {"close_date": "ended"})
    mapping = replace(shipped, date_format="YYYY.MM.DD", sheets=dict(shipped.sheets) | {"opportunities": other})
    read()
    lines = CLEAN["sales_pipeline.csv"][0].replace("close_date", "ended"), "D1,Amara Quill,GTX Pro,Cancity,Won,2016.10.20,2017.03.01,1"
    (tmp_path / "sales_pipeline.csv").write_text("\n".join(lines))
    book, findings = read_book(tmp_path, mapping)
    assert book.deals[0].close_date == date(2017, 3, 1)
    assert not findings.rejected


def test_a_column_that_is_missing_is_named_with_the_one_that_may_be_meant(read: Read, tmp_path: Path) -> None:
    read()
    (tmp_path / "products.csv").write_text("product,series,sale_price\nGTX Pro,GTX,4821\n")
    with pytest.raises(Trouble, match=r"no column 'sales_price' .* is it 'sale_price'\?"):
        read_book(tmp_path, read_mapping(SHIPPED))


def test_a_file_that_is_missing_is_named(read: Read, tmp_path: Path) -> None:
    read()
    (tmp_path / "accounts.csv").unlink()
    with pytest.raises(Trouble, match=r"accounts\.csv cannot be read: No such file"):
        read_book(tmp_path, read_mapping(SHIPPED))


def test_a_file_in_another_encoding_is_told(read: Read, tmp_path: Path) -> None:
    read()
    (tmp_path / "products.csv").write_bytes("product,series,sales_price\nCafé,GTX,1\n".encode("latin-1"))
    with pytest.raises(Trouble, match="no CSV file in UTF-8"):
        read_book(tmp_path, read_mapping(SHIPPED))


def test_an_account_belongs_to_who_has_the_most_deals_with_it(read: Read) -> None:
    lines = [f"D{number},{who},GTX Pro,Cancity,Engaging,,," for number, who in enumerate(["Amara Quill", "Bram Osei", "Bram Osei"])]
    book, _ = read(sales_teams=["Bram Osei,Ines Varga,North"], sales_pipeline=lines)
    assert book.account_owners() == {"Cancity": "Bram Osei"}


def test_rejected_rows_are_a_file_that_a_spreadsheet_opens(tmp_path: Path) -> None:
    findings, file = Findings(), tmp_path / "deep" / "rejected.csv"
    findings.rejected = [Rejected("b.csv", 2, "x", 'with "quotes", and commas', "no"), Rejected("a.csv", 9, "y", "换行\n", "no")]
    findings.write(file)
    with file.open(newline="", encoding="utf-8") as lines:
        told = list(csv.reader(lines))
    assert told[0] == ["file", "line", "column", "value", "reason"]
    assert [row[0] for row in told[1:]] == ["a.csv", "b.csv"]
    assert told[2][3] == 'with "quotes", and commas'


def test_where_nothing_is_rejected_any_more_the_file_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "rejected.csv"
    file.write_text("of an earlier run")
    Findings().write(file)
    assert not file.exists()


def test_the_small_book_of_the_tests_holds_every_kind_of_dirt() -> None:
    book, findings = read_book(SMALL, mapping_for(SMALL))
    assert (len(book.accounts), len(book.products), len(book.people), len(book.managers)) == (12, 3, 4, 2)
    assert any(account.parent for account in book.accounts)
    assert {deal.state for deal in book.deals} == {"won", "lost", "open"}
    assert any(deal.state == "won" and not deal.account for deal in book.deals)
    assert any(deal.state == "open" and not (deal.account or deal.open_date or deal.amount) for deal in book.deals)
    assert {each.what for each in findings.replaced} == {"product", "industry"}
    assert {row.column for row in findings.rejected} == {
        "subsidiary_of",
        "opportunity_id",
        "product",
        "sales_agent",
        "account",
        "deal_stage",
        "close_date",
        "close_value",
    }
