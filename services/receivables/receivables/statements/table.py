"""A statement as a list: headers somewhere at the top, then one movement per row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chassis.money import Money
from chassis.sheets import PREAMBLE
from receivables.statements import cells
from receivables.statements.entry import MOST_ENTRIES, Entry, StatementFile, wrong, wrong_cell
from receivables.statements.profiles import Profile, profiles

_LONGEST_MEMO, _LONGEST_NAME, _LONGEST_ACCOUNT, _LONGEST_SERIAL = 500, 200, 40, 80


def read_table(rows: Iterable[tuple[int, Sequence[str]]], *, key: str = "", currency: str = "CNY") -> StatementFile:
    """By the profile of that key, or the one whose headers the file has. Raises DomainError with row and column."""
    every = iter(rows)
    profile, names, places = _headed(every, key)
    table = _Table(profile, names, places, currency)
    entries: list[Entry] = []
    for number, row in every:
        if len(entries) >= MOST_ENTRIES:
            raise wrong(f"A statement has at most {MOST_ENTRIES} movements; divide the file.", "STATEMENT_TOO_LONG")
        if (entry := table.entry(number, row)) is not None:
            entries.append(entry)
    opening, closing = table.balances(entries)
    return StatementFile(table.currency, entries, table.account, opening, closing, profile.key)


def _headed(rows: Iterator[tuple[int, Sequence[str]]], key: str) -> tuple[Profile, Sequence[str], Mapping[str, list[int]]]:
    known = profiles()
    if key and key not in known:
        raise wrong(f"There is no profile {key!r}, only {', '.join(known)}.", "PROFILE_UNKNOWN")
    for number, row in rows:
        if number > PREAMBLE:
            break
        fitting = [(each, places) for each in ([known[key]] if key else known.values()) if (places := each.places(row)) is not None]
        if fitting:
            # Banks share some words: the one that knows most of the columns it is.
            profile, places = max(fitting, key=lambda fit: sum(map(bool, fit[1].values())))
            return profile, row, places
    asked = f"as {known[key].name} has them" if key else f"of {', '.join(each.name for each in known.values())}"
    raise wrong(f"In the first {PREAMBLE} rows there are no headers {asked}.", "STATEMENT_HEADERS_UNKNOWN")


@dataclass
class _Table:
    profile: Profile
    names: Sequence[str]
    places: Mapping[str, list[int]]
    currency: str
    account: str = ""

    def __post_init__(self) -> None:
        self._balances: list[Money | None] = []

    def entry(self, number: int, row: Sequence[str]) -> Entry | None:
        """None for a row that moves nothing: a sum, a note below the table."""
        moved = self._moved(number, row)
        if moved is None or not self._cell(row, "day"):
            return None
        self._take_account(number, row)
        self._balances.append(self._amount(number, row, "balance"))
        return Entry(
            row=number,
            day=self._day(number, row),
            amount=Money(moved.currency, abs(moved.minor)),
            incoming=moved.minor > 0,
            serial=self._cell(row, "serial")[:_LONGEST_SERIAL],
            payer_name=self._cell(row, "payer_name")[:_LONGEST_NAME],
            payer_account=self._cell(row, "payer_account").replace(" ", "")[:_LONGEST_ACCOUNT],
            memo=" ".join(dict.fromkeys(filter(None, self._all(row, "memo"))))[:_LONGEST_MEMO],
        )

    def balances(self, entries: Sequence[Entry]) -> tuple[Money | None, Money | None]:
        """Before the first and after the last movement, where the column of balances follows the rows, in either order of time.

        A list that somebody filtered does not: its balances say nothing then.
        """
        running = [balance for balance in self._balances if balance is not None]
        if not entries or len(running) < len(entries):
            return None, None
        in_time = list(zip(entries, running, strict=True))
        for ordered in (in_time, in_time[::-1]):
            if all(after[1] == before[1] + after[0].signed for before, after in pairwise(ordered)):
                return ordered[0][1] - ordered[0][0].signed, ordered[-1][1]
        return None, None

    def _moved(self, number: int, row: Sequence[str]) -> Money | None:
        """Positive for what came in."""
        self.currency = self._currency(number, row) or self.currency
        if self.places.get("credit"):
            came, went = self._amount(number, row, "credit"), self._amount(number, row, "debit")
            nothing = Money.zero(self.currency)
            moved = (came or nothing) - (went or nothing)
            if came and went:
                raise self._wrong(number, "credit", "An entry comes in or goes out, not both.")
            return moved or None
        amount = self._amount(number, row, "amount")
        if not amount or not self.places.get("direction"):
            return amount or None
        word = self._cell(row, "direction")
        if word not in self.profile.incoming | self.profile.outgoing:
            raise self._wrong(number, "direction", f"{word[:40]!r} says neither in nor out.")
        return amount if word in self.profile.incoming else -amount

    def _take_account(self, number: int, row: Sequence[str]) -> None:
        account = self._cell(row, "account").replace(" ", "")
        if self.account and account and account != self.account:
            raise self._wrong(number, "account", f"{account} is another account than {self.account}; import one account at a time.")
        self.account = self.account or account

    def _day(self, number: int, row: Sequence[str]) -> date:
        try:
            return cells.day(self._cell(row, "day"))
        except ValueError as error:
            raise self._wrong(number, "day", str(error)) from None

    def _amount(self, number: int, row: Sequence[str], word: str) -> Money | None:
        try:
            return cells.amount(self._cell(row, word), self.currency)
        except ValueError as error:
            raise self._wrong(number, word, str(error)) from None

    def _currency(self, number: int, row: Sequence[str]) -> str:
        try:
            return cells.currency(self._cell(row, "currency"))
        except ValueError as error:
            raise self._wrong(number, "currency", str(error)) from None

    def _wrong(self, number: int, word: str, detail: str) -> Exception:
        return wrong_cell(number, self.names[self.places[word][0]], detail)

    def _all(self, row: Sequence[str], word: str) -> list[str]:
        return [cells.text(row[place]) for place in self.places.get(word, ()) if place < len(row)]

    def _cell(self, row: Sequence[str], word: str) -> str:
        """The first column of that word that says something."""
        return next(filter(None, self._all(row, word)), "")
