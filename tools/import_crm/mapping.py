"""The mapping file: what the files of a sales book call things."""

import tomllib
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tools.stack.trouble import Trouble

SHIPPED = Path(__file__).with_name("mapping.toml")

# What each file tells about one record; all of it is needed, though values may be empty.
FIELDS = {
    "accounts": ("name", "parent", "industry", "region", "founded_year", "employees", "annual_revenue"),
    "products": ("name", "series", "list_price"),
    "people": ("name", "manager", "region"),
    "opportunities": ("id", "owner", "product", "account", "stage", "open_date", "close_date", "amount"),
}
_DATE_PARTS = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}


@dataclass(frozen=True)
class Sheet:
    """One file. `columns` are the names of its columns by our names for what they hold."""

    file: str
    columns: ReadOnly[str, str]


@dataclass(frozen=True)
class Stage:
    """A stage of the sales process. `value` is what the files call it."""

    value: str
    key: str
    name: str
    name_en: str
    probability: str


@dataclass(frozen=True)
class Term:
    """`share` per cent of a contract, `days` after it took effect."""

    name: str
    share: str
    days: int


@dataclass(frozen=True)
class Mapping:
    company: str
    system: str
    mail_domain: str
    currency: str
    time_zone: str
    locale: str
    date_format: str
    sheets: ReadOnly[str, Sheet]
    stages: tuple[Stage, ...]
    # "won" or "lost" by the value of the stage's column.
    closed: ReadOnly[str, str]
    aliases: ReadOnly[str, ReadOnly[str, str]]
    known: ReadOnly[str, tuple[str, ...]]
    units: ReadOnly[str, Decimal]
    terms: tuple[Term, ...]
    paid_until: date
    ageing_as_of: date

    @property
    def date_pattern(self) -> str:
        """The date format as `strptime` wants it."""
        pattern = self.date_format
        for part, directive in _DATE_PARTS.items():
            pattern = pattern.replace(part, directive)
        return pattern


def mapping_for(folder: Path, named: Path | None = None) -> Mapping:
    """The mapping that is named, else the folder's own, else the shipped one."""
    own = folder / "mapping.toml"
    return read_mapping(named or (own if own.exists() else SHIPPED))


def read_mapping(file: Path) -> Mapping:
    """Raises Trouble that says what is wrong in the file."""
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return _mapping(told)
    except OSError as error:
        raise Trouble(f"the mapping {file} cannot be read: {error.strerror}") from error
    except KeyError as error:
        raise Trouble(f"the mapping {file} does not say {error.args[0]}; compare it with {SHIPPED}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError, ValueError, InvalidOperation) as error:
        raise Trouble(f"the mapping {file} cannot be understood: {error}") from error


def _mapping(told: dict[str, Any]) -> Mapping:
    texts = {name: str(told[name]) for name in ("company", "system", "mail_domain", "currency", "time_zone", "locale", "date_format")}
    if set(told["closed"].values()) - {"won", "lost"}:
        raise ValueError("a sale is closed as won or lost")
    if sum(Decimal(term["share"]) for term in told["terms"]) != 100:
        raise ValueError("the shares of the terms do not make up 100")
    return Mapping(
        **texts,
        sheets={name: _sheet(name, told[name]) for name in FIELDS},
        stages=tuple(Stage(**stage) for stage in told["stages"]),
        closed=dict(told["closed"]),
        aliases=told.get("aliases", {}),
        known={name: tuple(values) for name, values in told.get("known", {}).items()},
        units={name: Decimal(unit) for name, unit in told.get("units", {}).items()},
        terms=tuple(Term(**term) for term in told["terms"]),
        paid_until=_day(told["payments"], "until"),
        ageing_as_of=_day(told["payments"], "ageing_as_of"),
    )


def _sheet(name: str, told: dict[str, str]) -> Sheet:
    for field in ("file", *FIELDS[name]):
        if field not in told:
            raise KeyError(f"{field} of [{name}]")
    return Sheet(told["file"], {field: told[field] for field in FIELDS[name]})


def _day(told: dict[str, Any], name: str) -> date:
    day = told[name]
    if type(day) is not date:
        raise ValueError(f"{name} of [payments] is a day: {name} = 2017-06-30")
    return day
