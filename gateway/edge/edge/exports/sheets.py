"""Files of rows, written while they come: the whole list is never in memory, and what is kept is enciphered.

A cell never runs: spreadsheets take text that begins with = + - @ for a formula, and what customers typed into a form would run on the
accountant's machine. In CSV such a text gets an apostrophe before it; in XLSX it is said to be text.
"""

import csv
import io
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Protocol, Self

import xlsxwriter

from edge.attachments.encryption import Sealer
from edge.exports.cells import Cell

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# A spreadsheet keeps so many digits of a number, and so many characters of a text.
_DIGITS, _CHARACTERS = 15, 32_767
_READ = 256 * 1024


class Sheet(Protocol):
    """A file to which rows are added. All methods take their time: call them in a thread."""

    # Plain bytes, once finished.
    size: int

    def add(self, rows: Sequence[Sequence[Cell]]) -> None: ...
    def finish(self) -> IO[bytes]:
        """The ciphertext; it belongs to the sheet, which ends with it."""


class CsvSheet:
    """RFC 4180 in UTF-8, with the mark by which spreadsheets know it; enciphered line by line."""

    def __init__(self, sealer: Sealer, titles: Sequence[str]) -> None:
        self._sealer, self.size = sealer, 0
        self._sealed = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sheet
        self._sealed.write(sealer.start())
        self._put("\ufeff".encode())
        self.add([titles])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        lines = io.StringIO()
        csv.writer(lines).writerows([as_text(cell) for cell in row] for row in rows)
        self._put(lines.getvalue().encode())

    def finish(self) -> IO[bytes]:
        self._sealed.write(self._sealer.end())
        return self._sealed

    def _put(self, content: bytes) -> None:
        self.size += len(content)
        self._sealed.write(self._sealer.add(content))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sealed.close()


class XlsxSheet:
    """Office Open XML. The library puts rows into files of its own, in a folder that nobody else may enter and that goes with the sheet."""

    def __init__(self, sealer: Sealer, titles: Sequence[str]) -> None:
        self._sealer, self.size = sealer, 0
        self._sealed = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sheet
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "export.xlsx"
        options = {"constant_memory": True, "tmpdir": self._folder.name, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._path), options)
        self._sheet = self._book.add_worksheet()
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._sheet.freeze_panes(1, 0)
        self._next = 0
        self.add([titles])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            for place, cell in enumerate(row):
                self._write(place, cell)
            self._next += 1

    def _write(self, place: int, cell: Cell) -> None:
        match cell:
            case datetime():
                self._sheet.write_datetime(self._next, place, cell, self._instant)
            case date():
                self._sheet.write_datetime(self._next, place, cell, self._day)
            case Decimal() if len(cell.as_tuple().digits) <= _DIGITS:
                self._sheet.write_number(self._next, place, cell)
            case "":
                return
            case _:
                self._sheet.write_string(self._next, place, str(cell)[:_CHARACTERS])

    def finish(self) -> IO[bytes]:
        self._book.close()
        self._sealed.write(self._sealer.start())
        with self._path.open("rb") as made:
            while content := made.read(_READ):
                self.size += len(content)
                self._sealed.write(self._sealer.add(content))
        self._sealed.write(self._sealer.end())
        return self._sealed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sealed.close()
        # Closed or not, its files lie in the folder.
        self._book.fileclosed = 1
        self._folder.cleanup()


def as_text(cell: Cell) -> str:
    match cell:
        case str():
            return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_FORMULA) else cell
        case datetime():
            return cell.isoformat(sep=" ")
        case Decimal():
            return f"{cell:f}"
        case _:
            return cell.isoformat()
