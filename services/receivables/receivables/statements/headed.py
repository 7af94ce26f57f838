"""Rows of a sheet by the names of their columns: headers stand somewhere at the top, under names of which each column has several."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from chassis.errors import DomainError
from chassis.sheets import PREAMBLE, all_rows
from receivables.domain.cash.states import StatementFormat
from receivables.statements import cells
from receivables.statements.entry import unreadable
from receivables.statements.opening import format_of, unpacked

Names = Mapping[str, Sequence[str]]
Missing = Callable[[str], DomainError]


def headed_rows(content: str, columns: Names, *, needed: Iterable[str], missing: Missing) -> Iterator[tuple[int, dict[str, str]]]:
    """What each row says, by column, with its number in the file; rows that say nothing are left out.

    Raises DomainError for what is neither CSV nor XLSX, and what `missing` makes of it where the needed columns are not there.
    """
    file = unpacked(content)
    form = format_of(file)
    if form not in (StatementFormat.CSV, StatementFormat.XLSX):
        raise unreadable("This is to come as .csv or .xlsx.")
    rows = iter(all_rows(file, is_workbook=form is StatementFormat.XLSX))
    places = _headed(rows, columns, set(needed), missing)
    for number, row in rows:
        said = {column: cells.text(row[at]) if at < len(row) else "" for column, at in places.items()}
        if any(said.values()):
            yield number, said


def _headed(rows: Iterator[tuple[int, Sequence[str]]], columns: Names, needed: set[str], missing: Missing) -> Mapping[str, int]:
    for number, row in rows:
        if number > PREAMBLE:
            break
        at = {cells.header(cell): place for place, cell in reversed(list(enumerate(row)))}
        places = {column: at[name] for column, names in columns.items() for name in reversed(names) if name in at}
        if needed <= places.keys():
            return places
    wanted = ", ".join(f"{columns[column][0]} ({columns[column][-1]})" for column in sorted(needed))
    raise missing(f"In the first {PREAMBLE} rows there are no headers {wanted}.")
