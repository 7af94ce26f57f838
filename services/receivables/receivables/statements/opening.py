"""What a file is, and what it says."""

import base64
import binascii
import zlib

from chassis.sheets import all_rows, encoding_of
from receivables.domain.cash.states import StatementFormat
from receivables.statements.camt053 import read_camt053
from receivables.statements.entry import StatementFile, unreadable, wrong
from receivables.statements.mt940 import read_mt940
from receivables.statements.table import read_table

MOST_BYTES = 16 * 1024 * 1024
_ZIP, _GZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"


def unpacked(content: str) -> bytes:
    """The bytes of a file in base64, which may have been packed by gzip. Raises DomainError for what is neither, or too large."""
    try:
        file = base64.b64decode("".join(content.split()), validate=True)
        if file.startswith(_GZIP):
            unpacker = zlib.decompressobj(wbits=31)
            file = unpacker.decompress(file, MOST_BYTES + 1)
            if not unpacker.eof and len(file) <= MOST_BYTES:
                raise unreadable("The packed file ends before its end.")
    except (binascii.Error, zlib.error) as error:
        raise unreadable(f"The content is no file in base64: {error}.") from error
    if len(file) > MOST_BYTES:
        raise wrong(f"A statement has at most {MOST_BYTES // 1024 // 1024} MiB.", "STATEMENT_TOO_LARGE")
    if not file:
        raise unreadable("The file is empty.")
    return file


def format_of(file: bytes) -> StatementFormat:
    """By what it begins with: a name can say anything. Raises DomainError for workbooks of before 2007."""
    if file.startswith(_ZIP):
        return StatementFormat.XLSX
    if file.startswith(_OLD_WORKBOOK):
        raise wrong("Workbooks of before 2007 (.xls) are not read; save the file anew as .xlsx or .csv.", "STATEMENT_FORMAT_OLD")
    start = file[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return StatementFormat.CAMT053
    if start.startswith((b":20:", b"{1:")) or b"\n:20:" in file[:4096]:
        return StatementFormat.MT940
    return StatementFormat.CSV


def read(file: bytes, *, profile: str = "", currency: str = "CNY") -> tuple[StatementFormat, StatementFile]:
    """Raises DomainError that says where the file is wrong; also where its balances do not follow from its movements."""
    form = format_of(file)
    match form:
        case StatementFormat.MT940:
            found = read_mt940(_decoded(file))
        case StatementFormat.CAMT053:
            found = read_camt053(file)
        case _:
            found = read_table(all_rows(file, is_workbook=form is StatementFormat.XLSX), key=profile, currency=currency)
    found.check_balance()
    return form, found


def _decoded(file: bytes) -> str:
    try:
        return file.decode(encoding_of(file))
    except UnicodeDecodeError as error:
        raise unreadable(f"The file is neither UTF-8 nor GB 18030; byte {error.start} does not fit.") from error
