"""CSV files -> a sales book. Whatever is no record is rejected with its reason; the rest goes on."""

import csv
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from tools.import_crm.book import Account, Book, Deal, Product, Representative
from tools.import_crm.findings import Findings, Rejected, Vocabulary
from tools.import_crm.mapping import Mapping, Sheet
from tools.stack.trouble import Trouble

T = TypeVar("T", Account, Product, Representative, Deal)


class Unusable(Exception):
    """A row that is no record, and the field because of which."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class Row:
    """One line of a file, by our names for its columns."""

    line: int
    values: dict[str, str]
    date_pattern: str
    date_format: str

    def text(self, field: str) -> str:
        """Raises Unusable where it is empty."""
        if not self.values[field]:
            raise Unusable(field, "it is empty")
        return self.values[field]

    def day(self, field: str) -> date | None:
        value = self.values[field]
        try:
            return datetime.strptime(value, self.date_pattern).date() if value else None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise Unusable(field, f"{value!r} is no day written as {self.date_format}") from None

    def number(self, field: str) -> Decimal | None:
        value = self.values[field]
        try:
            number = Decimal(value) if value else None
        except InvalidOperation:
            raise Unusable(field, f"{value!r} is no number") from None
        if number is not None and not (number.is_finite() and number >= 0):
            raise Unusable(field, f"{value!r} is no amount")
        return number

    def whole(self, field: str) -> int:
        number = self.number(field) or Decimal(0)
        if number != int(number):
            raise Unusable(field, f"{number} is no whole number")
        return int(number)


def read_book(folder: Path, mapping: Mapping) -> tuple[Book, Findings]:
    """Raises Trouble where a file or a column is missing."""
    reading = _Reading(folder, mapping)
    return reading.book(), reading.findings


class _Reading:
    def __init__(self, folder: Path, mapping: Mapping) -> None:
        self.folder, self.mapping, self.findings = folder, mapping, Findings()

    def book(self) -> Book:
        products = self._records("products", _product, key=lambda product: product.name)
        people = self._records("people", _representative, key=lambda person: person.name)
        accounts = self._with_parents(self._records("accounts", self._account(), key=lambda account: account.name))
        deal = self._deal({each.name for each in products}, {each.name for each in people}, {each.name for each in accounts})
        return Book(accounts, products, people, self._records("opportunities", deal, key=lambda deal: deal.id))

    def _records(self, name: str, make: Callable[[Row], T], *, key: Callable[[T], str]) -> list[T]:
        sheet, found = self.mapping.sheets[name], dict[str, T]()
        for row in rows(self.folder / sheet.file, sheet, self.mapping):
            try:
                record = make(row)
                if key(record) in found:
                    raise Unusable(next(iter(sheet.columns)), f"{key(record)!r} stands in the file twice; the first one counts")
                found[key(record)] = record
            except Unusable as unusable:
                self._reject(sheet, row.line, unusable, row.values[unusable.field])
        return list(found.values())

    def _reject(self, sheet: Sheet, line: int, unusable: Unusable, value: str) -> None:
        self.findings.rejected.append(Rejected(sheet.file, line, sheet.columns[unusable.field], value, unusable.reason))

    def _account(self) -> Callable[[Row], Account]:
        unit = self.mapping.units.get("annual_revenue", Decimal(1))
        industries, regions = self._vocabulary("industry"), self._vocabulary("region")

        def account(row: Row) -> Account:
            revenue = row.number("annual_revenue")
            return Account(
                name=row.text("name"),
                line=row.line,
                parent=row.values["parent"],
                industry=industries.find_or_keep(row.values["industry"]),
                region=regions.find_or_keep(row.values["region"]),
                founded_year=row.whole("founded_year"),
                employees=row.whole("employees"),
                annual_revenue=None if revenue is None else revenue * unit,
            )

        return account

    def _with_parents(self, accounts: list[Account]) -> list[Account]:
        """Accounts whose head company is unknown, or stands below them, are imported without one."""
        vocabulary = self._vocabulary("account", {account.name for account in accounts})
        parents = {account.name: account.parent and (vocabulary.find(account.parent) or "") for account in accounts}
        sheet = self.mapping.sheets["accounts"]
        for account in accounts:
            if account.parent and not parents[account.name]:
                self._reject(
                    sheet, account.line, Unusable("parent", f"{vocabulary.complaint(account.parent)}; imported without"), account.parent
                )
            elif _is_above_itself(account.name, parents):
                self._reject(sheet, account.line, Unusable("parent", "it would stand above itself; imported without"), account.parent)
                parents[account.name] = ""
        return [replace(account, parent=parents[account.name]) for account in accounts]

    def _deal(self, products: Collection[str], people: Collection[str], accounts: Collection[str]) -> Callable[[Row], Deal]:
        stages, closed = {stage.value: stage.key for stage in self.mapping.stages}, self.mapping.closed
        vocabularies = {
            "product": self._vocabulary("product", products),
            "owner": self._vocabulary("owner", people),
            "account": self._vocabulary("account", accounts),
            "stage": self._vocabulary("stage", [*stages, *closed]),
        }

        def named(row: Row, field: str) -> str:
            value = row.text(field)
            found = vocabularies[field].find(value)
            if found is None:
                raise Unusable(field, vocabularies[field].complaint(value))
            return found

        def deal(row: Row) -> Deal:
            value = named(row, "stage")
            made = Deal(
                id=row.text("id"),
                line=row.line,
                owner=named(row, "owner"),
                product=named(row, "product"),
                account=named(row, "account") if row.values["account"] else "",
                stage=stages.get(value, self.mapping.stages[-1].key),
                state=closed.get(value, "open"),
                open_date=row.day("open_date"),
                close_date=row.day("close_date"),
                # Nothing, where a sale was lost, is written as 0.
                amount=row.number("amount") or None,
            )
            _check_end(made)
            return made

        return deal

    def _vocabulary(self, what: str, known: Collection[str] = ()) -> Vocabulary:
        aliases = dict(self.mapping.aliases.get(what, {}))
        return Vocabulary(what, known or self.mapping.known.get(what, ()), aliases, self.findings)


def rows(file: Path, sheet: Sheet, mapping: Mapping) -> Iterator[Row]:
    """The lines of a file below its heading; empty ones are none."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            _check_columns(file, sheet, reader.fieldnames or ())
            for told in reader:
                values = {field: (told[column] or "").strip() for field, column in sheet.columns.items()}
                if any(values.values()):
                    yield Row(reader.line_num, values, mapping.date_pattern, mapping.date_format)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Trouble(f"{file} is no CSV file in UTF-8: {error}") from error


def _check_columns(file: Path, sheet: Sheet, present: Collection[str]) -> None:
    for column in sheet.columns.values():
        if column not in present:
            close = get_close_matches(column, present, n=1)
            meant = f"; is it {close[0]!r}?" if close else ""
            raise Trouble(f"{file} has no column {column!r} ({', '.join(present)}){meant} The mapping says what columns are called")


def _product(row: Row) -> Product:
    price = row.number("list_price")
    if price is None:
        raise Unusable("list_price", "it is empty")
    return Product(row.text("name"), row.line, row.values["series"], price)


def _representative(row: Row) -> Representative:
    return Representative(row.text("name"), row.text("manager"), row.text("region"))


def _check_end(deal: Deal) -> None:
    """Raises Unusable where stage, dates and amount contradict each other."""
    if deal.state == "open" and deal.close_date is not None:
        raise Unusable("close_date", "an open opportunity has no such day")
    if deal.state != "open" and deal.close_date is None:
        raise Unusable("close_date", f"it is {deal.state}, but nobody says when")
    if deal.open_date and deal.close_date and deal.close_date < deal.open_date:
        raise Unusable("close_date", f"it ended on {deal.close_date}, before it began on {deal.open_date}")
    if deal.state == "won" and deal.amount is None:
        raise Unusable("amount", "it is won, but nobody says for how much")


def _is_above_itself(name: str, parents: dict[str, str]) -> bool:
    above, seen = parents.get(name, ""), set[str]()
    while above and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = parents.get(above, "")
    return False
