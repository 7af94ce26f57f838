"""The rows of a file as texts: CSV in whatever encoding offices of China write it, and workbooks."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import count, islice
from typing import Any

from chassis.errors import DomainError, Kind

MOST_ROWS = 100_000
MOST_COLUMNS = 200
SAMPLES = 20
# So many rows may stand above the headers of a file that is no plain list.
PREAMBLE = 40
XLSX = "xlsx"
# A workbook that unpacks to more than this, or to so many times its size, is not one that somebody typed.
_MOST_UNPACKED, _MOST_RATIO = 512 * 1024 * 1024, 200
_DELIMITERS = ",;\t|"
_MOST_CELL = 32_767
# What a formula says that failed.
_ERRORS = {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A"}


@dataclass(frozen=True)
class Head:
    """What is seen of a file before anything is done with it."""

    headers: list[str]
    encoding: str
    delimiter: str
    samples: list[tuple[int, list[str]]]


def unreadable(detail: str) -> DomainError:
    return DomainError(Kind.INVALID, "FILE_UNREADABLE", detail)


def head_of(content: bytes, *, is_workbook: bool, sheet: str = "") -> Head:
    """Raises DomainError when there is no row of headers, or the file cannot be read."""
    encoding = XLSX if is_workbook else encoding_of(content)
    delimiter = "" if is_workbook else delimiter_of(_decoded(content, encoding))
    rows = _all(content, encoding, delimiter, sheet)
    first = next(rows, None)
    if first is None:
        raise unreadable("The file has no rows; the first one must say what the columns are.")
    headers = named(first[1])
    return Head(headers, encoding, delimiter, list(islice(rows, SAMPLES)))


def all_rows(content: bytes, *, is_workbook: bool) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with its number, of a file that may begin with more than its headers. Raises DomainError on the way."""
    encoding = XLSX if is_workbook else encoding_of(content)
    if is_workbook:
        return _all(content, encoding, "", "")
    # A title has fewer columns than the table below it.
    lines = _decoded(content, encoding).splitlines()[:PREAMBLE]
    fullest = max(lines, key=lambda line: sum(map(line.count, _DELIMITERS)), default="")
    return _all(content, encoding, delimiter_of(fullest), "")


def rows_of(content: bytes, encoding: str, delimiter: str, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Every row below the headers that is not empty, with its number as spreadsheets count. Raises DomainError on the way."""
    for index, row in enumerate(islice(_all(content, encoding, delimiter, sheet), 1, None)):
        if index >= MOST_ROWS:
            raise DomainError(Kind.INVALID, "TOO_MANY_ROWS", f"An import has at most {MOST_ROWS} rows; divide the file.")
        yield row


def encoding_of(content: bytes) -> str:
    """By its mark, else UTF-8 where it is that, else GB 18030, which every Chinese spreadsheet can read and write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def delimiter_of(text: str) -> str:
    """What parts the headers: the one of which the first line has most, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=lambda each: (outside.count(each), -_DELIMITERS.index(each)))


def named(headers: Sequence[str]) -> list[str]:
    """One name per column: an empty one is called by its place, one that comes again gets a number."""
    found: list[str] = []
    last = max((place for place, header in enumerate(headers) if header), default=-1)
    for place, header in enumerate(headers[: last + 1]):
        name = " ".join(header.split())[:190] or f"#{place + 1}"
        again = (f"{name} ({times})" for times in count(2))
        found.append(name if name not in found else next(each for each in again if each not in found))
    if not found:
        raise unreadable("The first row must say what the columns are.")
    if len(found) > MOST_COLUMNS:
        raise unreadable(f"A file has at most {MOST_COLUMNS} columns.")
    return found


def _all(content: bytes, encoding: str, delimiter: str, sheet: str) -> Iterator[tuple[int, list[str]]]:
    rows = _workbook(content, sheet) if encoding == XLSX else _separated(content, encoding, delimiter)
    for number, cells in enumerate(rows, start=1):
        if any(cells):
            yield number, cells


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(f"The file is neither UTF-8 nor GB 18030; byte {error.start} does not fit.") from error


def _separated(content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    text = io.StringIO(_decoded(content, encoding), newline="")
    try:
        for row in csv.reader(text, delimiter=delimiter):
            yield [_clean(cell) for cell in row]
    except csv.Error as error:
        raise unreadable(f"The file is no CSV: {error}.") from error


def _workbook(content: bytes, sheet: str) -> Iterator[list[str]]:
    # 19 MiB, for whoever opens one: most members never do.
    from openpyxl import load_workbook

    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        names = book.sheetnames
        if sheet and sheet not in names:
            raise DomainError(Kind.INVALID, "SHEET_UNKNOWN", f"The workbook has no sheet {sheet!r}, only {', '.join(names)}.")
        chosen: Any = book[sheet or names[0]]
        # What a file says of its size is often wrong, and sometimes a lie.
        chosen.reset_dimensions()
        for row in chosen.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
            cells = [_text(cell) for cell in row]
            # The library fills rows up to the last column that was asked for.
            yield cells[: next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)]
    except DomainError:
        raise
    except Exception as error:  # whatever the library makes of a broken file
        raise unreadable("The workbook cannot be read; save it anew as .xlsx.") from error


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(member.file_size for member in packed.infolist())
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(len(content), 1):
        raise unreadable("The workbook unpacks to far more than it is.")


def _text(cell: Any) -> str:
    """As somebody would type it: days without an hour, numbers without an exponent."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case datetime():
            midnight = cell.time() == time()
            return cell.date().isoformat() if midnight else cell.replace(microsecond=0).isoformat(sep=" ")
        case _:
            text = _clean(str(cell))
            return "" if text in _ERRORS else text


def _number(value: float) -> str:
    plain = f"{Decimal(repr(value)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _clean(text: str) -> str:
    """Without what a spreadsheet adds so that a text does not run, and without what nobody sees."""
    plain = text.strip().strip("\ufeff\u200b").strip()
    return plain.removeprefix("'")[:_MOST_CELL] if plain[1:2] in tuple("=+-@") else plain[:_MOST_CELL]
