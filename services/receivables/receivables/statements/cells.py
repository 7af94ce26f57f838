"""Cells of statements as values."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from chassis.money import MAX_MINOR, Money

_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})")
_BETWEEN = re.compile(r"[\s*_\-.:/：、，,]+")
_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")
_CURRENCIES = {
    "人民币": "CNY",
    "人民币元": "CNY",
    "rmb": "CNY",
    "156": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港币": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
}


def header(text: str) -> str:
    """The form in which two spellings of a header are equal: "贷方发生额（收入）" is "贷方发生额"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub("", _BRACKETED.sub("", plain)) or _BETWEEN.sub("", plain)


def text(cell: str) -> str:
    """Without the marks by which banks keep spreadsheets from reading numbers: `100 of WeChat, ="100" and tabs of others."""
    plain = cell.strip().removeprefix("`").removeprefix("=").strip().strip('"').strip()
    return " ".join(plain.split())


def day(cell: str) -> date:
    """20251201, 2025-12-01 10:15:00, 2025年12月1日. Raises ValueError."""
    found = _DAY.match(unicodedata.normalize("NFKC", text(cell)))
    if found is None:
        raise ValueError(f"{cell[:40]!r} is no day.")
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise ValueError(f"There is no day {cell[:40]!r}.") from None


def amount(cell: str, currency: str) -> Money | None:
    """1,234.50; None for an empty cell or a dash. Raises ValueError."""
    plain = re.sub(r"[,\s¥]", "", unicodedata.normalize("NFKC", text(cell))).removesuffix("元")
    if plain in ("", "-", "--"):
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"{cell[:40]!r} is no amount.") from None
    if not value.is_finite() or abs(value) > MAX_MINOR:
        raise ValueError(f"{cell[:40]!r} is more than can be recorded.")
    return Money.parse(currency, value)


def currency(cell: str) -> str:
    """The code of ISO 4217; empty for an empty cell. Raises ValueError."""
    plain = text(cell)
    known = _CURRENCIES.get(plain.casefold(), plain.upper())
    if known and not re.fullmatch("[A-Z]{3}", known):
        raise ValueError(f"{cell[:40]!r} is no currency.")
    return known
