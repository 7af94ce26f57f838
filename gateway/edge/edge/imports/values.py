"""What a cell says, as JSON has it: by the field that it fills, in the ways in which people write days, amounts and words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from chassis.currencies import CURRENCIES
from chassis.descriptors import Shape, enum_of
from chassis.money import digits
from chassis.personal_forms import PersonalKind, normal
from edge.imports.catalogue import CUSTOM, Target
from edge.imports.words import enum_choices, enum_values, plain


class Unreadable(Exception):
    """A cell that does not say what its field wants."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Locale:
    """Where the company lives."""

    zone: tzinfo
    currency: str


# Nobody means as much, and not even calculating takes it exactly.
_TOO_LARGE = Decimal(10) ** 20
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CLOCK = re.compile(r"(上午|下午|am|pm)?\s*(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2}))?[分秒]?\s*(am|pm)?", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - how spreadsheets count, without a zone
_UNITS = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "k": 10**3, "m": 10**6, "": 1}
_AMOUNT = re.compile(
    r"([A-Z]{3}|[¥$€£]|US\$|HK\$)?\s*([+-]?[\d, ]*\.?\d+)\s*(万亿|亿|千万|百万|万|千|K|M)?\s*(元|圆|块|[A-Z]{3}|美元|欧元|英镑|港元|日元)?",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys(("¥", "RMB", "元", "圆", "块"), "CNY"),
    **dict.fromkeys(("$", "US$", "美元"), "USD"),
    **dict.fromkeys(("€", "欧元"), "EUR"),
    **dict.fromkeys(("£", "英镑"), "GBP"),
    **dict.fromkeys(("HK$", "港元"), "HKD"),
    "日元": "JPY",
}
_CURRENCY_WORDS = {**_SIGNS, "人民币": "CNY", "美金": "USD", "港币": "HKD"}
_TRUE, _FALSE = {"是", "有", "对", "√", "y", "yes", "true", "1"}, {"否", "无", "没有", "×", "n", "no", "false", "0"}
_LIST = re.compile(r"[;；、,，|\n]+")
PERSONAL = {"phone": PersonalKind.PHONE, "email": PersonalKind.MAIL, "wechat": PersonalKind.WECHAT}


def value_of(target: Target, text: str, locale: Locale, currency: str = "") -> Any:
    """`text` is not empty; `currency` is that of the row, for amounts. Raises Unreadable. References are not for here."""
    if target.is_currency:
        return currency_of(text)
    if target.field.is_repeated:
        return [_read(target, part.strip(), locale, currency) for part in _LIST.split(text) if part.strip()]
    if target.path.startswith(f"{CUSTOM}."):
        return {"text": text}
    return _read(target, text, locale, currency)


def _read(target: Target, text: str, locale: Locale, currency: str) -> Any:
    match target.shape:
        case Shape.MONEY:
            return money(text, currency or locale.currency)
        case Shape.TIME:
            return instant(text, locale.zone)
        case Shape.TEXT if target.is_personal and target.field.name in PERSONAL:
            return _personal(PERSONAL[target.field.name], text)
        case Shape.TEXT if target.field.name == "currency":
            return currency_of(text)
        case Shape.ENUM:
            return _word(target.field, text)
        case Shape.PLAIN:
            return _plain(target.field, text)
        case other:
            return _SIMPLE.get(other, str)(text)


def day(text: str) -> str:
    """2024-4-3, 2024/4/3, 2024.4.3, 20240403, 2024年4月3日, 13/4/2024, or the number by which spreadsheets count days."""
    return _day(_narrow(text)).isoformat()


def _day(text: str) -> date:
    if (found := _YEAR_FIRST.match(text) or _COMPACT.fullmatch(text)) is not None:
        return _existing(int(found[1]), int(found[2]), int(found[3]), text)
    if (found := _YEAR_LAST.match(text)) is not None:
        first, second, year = map(int, found.groups())
        if first > 12 >= second:
            return _existing(year, second, first, text)
        if second > 12 >= first or first == second:
            return _existing(year, first, second, text)
        raise Unreadable("DATE_UNREADABLE", f"{text} may be two days; write it as {year}-{first:02}-{second:02}.")
    if _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=float(text))).date()
    raise Unreadable("DATE_UNREADABLE", f"{text[:40]!r} is no day; write it as 2024-04-03.")


def _existing(year: int, month: int, number: int, text: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable("DATE_UNREADABLE", f"There is no day {text[:40]}.") from None


def instant(text: str, zone: tzinfo) -> str:
    """A day with or without an hour; where the company lives unless it says its own offset."""
    wide = _narrow(text)
    if (exact := _exact(wide)) is not None:
        return exact.isoformat()
    found = _YEAR_FIRST.match(wide)
    rest = wide[found.end() :].strip(" T") if found else ""
    hours = _clock(rest) if rest else (0, 0, 0)
    if hours is None:
        raise Unreadable("TIME_UNREADABLE", f"{text[:40]!r} is no time; write it as 2024-04-03 09:30.")
    on = _day(wide if found is None else wide[: found.end()])
    return datetime(on.year, on.month, on.day, *hours, tzinfo=zone).isoformat()


def _exact(text: str) -> datetime | None:
    """An instant in the one form of ISO 8601 that says its offset; there are other forms, which are tried after it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _clock(text: str) -> tuple[int, int, int] | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    before, hour, minute, second, after = found.groups()
    half = (before or after or "").lower()
    hours = int(hour) + (12 if half in ("下午", "pm") and int(hour) < 12 else 0)
    minutes, seconds = int(minute or 0), int(second or 0)
    return (hours, minutes, seconds) if hours < 24 and minutes < 60 and seconds < 60 else None


def number(text: str) -> str:
    """1,234.5 and 12万."""
    found = _AMOUNT.fullmatch(_narrow(text))
    if found is None or found[1] or found[4]:
        raise Unreadable("NUMBER_UNREADABLE", f"{text[:40]!r} is no number.")
    return f"{_amount(found):f}"


def money(text: str, currency: str) -> dict[str, str]:
    """300000, ¥300,000.00, 30万元, USD 1,000; digits that the currency does not have are refused, not rounded."""
    found = _AMOUNT.fullmatch(_narrow(text))
    if found is None:
        raise Unreadable("AMOUNT_UNREADABLE", f"{text[:40]!r} is no amount.")
    said = (found[1] or found[4] or "").upper()
    code = _SIGNS.get(said) or (said if said in CURRENCIES else currency)
    if said == "元" or (said == "¥" and currency == "JPY"):
        code = currency
    amount, most = _amount(found), digits(code)
    if abs(amount) >= _TOO_LARGE:
        raise Unreadable("AMOUNT_UNREADABLE", f"{text[:40]!r} is more than can be recorded.")
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > most:
        raise Unreadable("AMOUNT_UNREADABLE", f"{text[:40]!r} has more than {most} digits behind the point.")
    return {"currencyCode": code, "amount": f"{amount.quantize(Decimal(1).scaleb(-most)):f}"}


def currency_of(text: str) -> str:
    known = _CURRENCY_WORDS.get(text.strip().upper()) or text.strip().upper()
    if known not in CURRENCIES:
        raise Unreadable("WORD_UNKNOWN", f"{text[:40]!r} is no currency; write CNY, USD, EUR.")
    return known


def _amount(found: re.Match[str]) -> Decimal:
    try:
        return Decimal(re.sub(r"[, ]", "", found[2])) * _UNITS[(found[3] or "").lower()]
    except InvalidOperation:
        raise Unreadable("NUMBER_UNREADABLE", f"{found[0][:40]!r} is no number.") from None


def _word(field: FieldDescriptor, text: str) -> str:
    enum = enum_of(field)
    found = enum_values(enum).get(plain(text))
    if found is None:
        known = ", ".join(words[0] if words else name for name, words in enum_choices(enum).items())
        raise Unreadable("WORD_UNKNOWN", f"{text[:40]!r} is none of {known}.")
    return found


def _plain(field: FieldDescriptor, text: str) -> bool | int:
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        word = plain(text)
        if word not in _TRUE | _FALSE:
            raise Unreadable("FLAG_UNREADABLE", f"{text[:40]!r} is neither yes nor no.")
        return word in _TRUE
    found = Decimal(number(re.sub(r"[人年个号日名]$", "", text.strip())))
    if found != found.to_integral_value() or abs(found) >= 2**31:
        raise Unreadable("NUMBER_UNREADABLE", f"{text[:40]!r} is no whole number.")
    return int(found)


def _personal(kind: PersonalKind, text: str) -> str:
    try:
        normal(kind, text)
    except ValueError as error:
        raise Unreadable("PERSONAL_UNREADABLE", str(error)) from None
    return text


def _narrow(text: str) -> str:
    """Without the widths of Chinese keyboards."""
    return unicodedata.normalize("NFKC", text).strip()


_SIMPLE: Mapping[Shape, Callable[[str], Any]] = {Shape.DATE: day, Shape.DECIMAL: number}
