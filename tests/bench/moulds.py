"""What the product wrote of one customer, as a mould for any number of others.

A family is all rows of all services that tell of one account, as COPY writes them. Whatever is that customer's own in them (ids, names,
what they are searched by, phones, numbers) gives way to another's; days and amounts stay. So a cast has every projection, ledger entry
and timer that the product would have written, and what belongs together still does.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import itemgetter
from uuid import UUID

from chassis.ids import derived_id
from chassis.personal import Personal
from tests.bench.customers import Customer

# Rows of a table: what COPY writes, field by field.
Lines = list[list[str]]
# By service, by table.
Rows = Mapping[str, Mapping[str, Lines]]
Columns = Mapping[str, Mapping[str, list[str]]]

NULL = "\\N"
# Kept apart from their records: how similar names are found. One row per key, and other names have other keys.
KEYS = "company_key"
# The ids of its rows are derived from what they are accounts of.
ACCOUNTS_OF_LEDGER = "ledger_account"
_ACCOUNT_PARTS = ("tenant_id", "legal_entity_id", "kind", "currency", "customer_id", "subject_id")
# From one customer to the next.
STEP = timedelta(seconds=5)
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NUMBER = re.compile("[A-Z]+[0-9]{4,}")
# Fields that are another's as a whole, by the name of their column.
_WHOLE = {
    "create_time": "time",
    "update_time": "time",
    "phone_cipher": "cipher",
    "phone_index": "index",
    "phone_masked": "masked",
    "phone_tail": "tail",
    "wrapped_key": "wrapped",
}


@dataclass(frozen=True)
class Family:
    """What the product wrote of `customer`; `ids` are those of its rows, in an order that stays."""

    customer: Customer
    account_id: str
    ids: Sequence[str]
    rows: Rows

    @property
    def count(self) -> int:
        return sum(len(lines) for tables in self.rows.values() for lines in tables.values())

    def rows_of(self, place: tuple[str, str] | None) -> int:
        """In one table of a service; in all where none is named."""
        return self.count if place is None else len(self.rows.get(place[0], {}).get(place[1], ()))


@dataclass(frozen=True)
class Person:
    """Whose customer it is."""

    id: str
    team_id: str


@dataclass(frozen=True)
class Sealed:
    """A phone as its service keeps it, and the wrapped key that opens it."""

    phone: Personal
    wrapped: bytes


# The text of its `Sealed` for a contact's id.
Seal = Callable[[UUID, str], Sealed]


def cast_id(number: int, ordinal: int, begin: datetime) -> str:
    """A UUIDv7 of the time of that customer; with it casts lie in indexes as what is written one after another does."""
    ms = int(time_of(number, begin).timestamp() * 1000)
    return f"{ms >> 16:08x}-{ms & 0xFFFF:04x}-7{ordinal:03x}-{0x8000 | number >> 48:04x}-{number & 0xFFFFFFFFFFFF:012x}"


def time_of(number: int, begin: datetime) -> datetime:
    return begin + number * STEP


class Mould:
    """A family in which everything that is its own has a place to be filled.

    Raises ValueError for an id of the family that is derived in a way that nobody has said here: casts of it would not be found.
    """

    def __init__(self, family: Family, columns: Columns, owner: Person, tenant_id: str, kept: Collection[str]) -> None:
        """`kept` are tables that triggers write."""
        self._family, self._owner = family, owner
        self._contact_id = _contact_id(family, columns)
        self._recipes = _recipes(family, columns, tenant_id)
        self._tokens = self._own(family.customer, owner, {id: id for id in family.ids}, _numbers(family))
        self._places = {place: number for number, place in enumerate(dict.fromkeys((*self._tokens, *_WHOLE.values())))}
        self._token = re.compile("|".join(sorted(map(_pattern, self._tokens), key=len, reverse=True)))
        self.forms = {
            (service, table): self._form(lines, columns[service][table])
            for service, tables in family.rows.items()
            for table, lines in tables.items()
            if table != KEYS and table not in kept
        }
        self._key_line = _key_line(family, columns)

    @property
    def rows(self) -> int:
        """So many it casts, about."""
        return self._family.count

    def account_id(self, number: int, begin: datetime) -> str:
        """Of the customer of that number, if it is cast from this."""
        return cast_id(number, self._family.ids.index(self._family.account_id), begin)

    @property
    def size(self) -> int:
        """Bytes that they have as text."""
        return sum(len(field) + 1 for tables in self._family.rows.values() for lines in tables.values() for line in lines for field in line)

    @staticmethod
    def _own(customer: Customer, person: Person, ids: Mapping[str, str], numbers: Sequence[str]) -> list[str]:
        """Texts that are one family's own, in an order that stays."""
        names = (customer.company, customer.company_sort_key, customer.company_search, customer.normalized_name)
        contact = (customer.contact, customer.contact_sort_key, customer.contact_search)
        return [*ids.values(), person.id, person.team_id, *names, *contact, *numbers, *(number.lower() for number in numbers)]

    def _form(self, lines: Lines, columns: Sequence[str]) -> tuple[str, Callable[[Sequence[str]], tuple[str, ...]] | None]:
        """All lines of a table as one format, and what takes its values out of those of a cast."""
        places: list[int] = []
        text = "".join("\t".join(self._field(*each, places) for each in zip(columns, line, strict=True)) + "\n" for line in lines)
        # A getter of one item gives no tuple.
        return text, itemgetter(*places, places[-1]) if places else None

    def _field(self, column: str, field: str, places: list[int]) -> str:
        whole = _WHOLE.get(column)
        if whole is not None and field != NULL:
            places.append(self._places[whole])
            return "%s"
        last, text = 0, ""
        for found in self._token.finditer(field):
            text += field[last : found.start()].replace("%", "%%") + "%s"
            places.append(self._places[found.group()])
            last = found.end()
        return text + field[last:].replace("%", "%%")

    def cast(self, customer: Customer, person: Person, begin: datetime, seal: Seal) -> dict[tuple[str, str], str]:
        """The rows of another customer, by service and table, as COPY reads them."""
        values = self._values(customer, person, begin, seal)
        made = {}
        for place, (form, take) in self.forms.items():
            made[place] = form if take is None else form % take(values)[:-1]
        if self._key_line is not None:
            place, line = self._key_line
            made[place] = "".join(line(values[self._places[self._family.account_id]], key) for key in customer.company_keys)
        return made

    def _values(self, customer: Customer, person: Person, begin: datetime, seal: Seal) -> list[str]:
        """In the order of `_places`."""
        ids = {old: cast_id(customer.number, ordinal, begin) for ordinal, old in enumerate(self._family.ids)}
        for old, recipe in self._recipes:
            ids[old] = str(derived_id("/".join(ids.get(part, part) for part in recipe)))
        numbers = [f"{number}N{customer.number}" for number in _numbers(self._family)]
        found = dict.fromkeys(self._places, "")
        found.update(zip(self._tokens, self._own(customer, person, ids, numbers), strict=True))
        found["time"] = time_of(customer.number, begin).astimezone(UTC).isoformat()
        if self._contact_id is not None:
            sealed = seal(UUID(ids[self._contact_id]), customer.phone)
            found["cipher"], found["index"] = _bytes(sealed.phone.ciphertext), _bytes(sealed.phone.index)
            found["masked"], found["tail"], found["wrapped"] = sealed.phone.masked, sealed.phone.tail, _bytes(sealed.wrapped)
        return list(found.values())


def _pattern(token: str) -> str:
    # HT000001 is no part of HT0000010.
    return re.escape(token) + ("(?![0-9])" if token[-1].isdigit() else "")


def _bytes(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _numbers(family: Family) -> list[str]:
    """HT000001 and the like, in an order that stays."""
    found = (_NUMBER.fullmatch(field) for tables in family.rows.values() for lines in tables.values() for line in lines for field in line)
    return sorted({each.group() for each in found if each is not None} - {"CNY"})


def _contact_id(family: Family, columns: Columns) -> str | None:
    lines = family.rows.get("accounts", {}).get("contact", [])
    return lines[0][columns["accounts"]["contact"].index("id")] if lines else None


def _key_line(family: Family, columns: Columns) -> tuple[tuple[str, str], Callable[[str, str], str]] | None:
    """Where rows of keys go, and the row of a record's id and a key."""
    for service, tables in family.rows.items():
        if KEYS in tables:
            model = dict(zip(columns[service][KEYS], tables[KEYS][0], strict=True))
            return (service, KEYS), partial(_key_row, model)
    return None


def _key_row(model: Mapping[str, str], subject_id: str, key: str) -> str:
    return "\t".join({**model, "subject_id": subject_id, "key": key}.values()) + "\n"


def _recipes(family: Family, columns: Columns, tenant_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """The derived ids of the family, each with what it is derived from: what is derived from another one comes after it."""
    known: list[tuple[str, ...]] = [
        recipe
        for id in family.ids
        for recipe in (
            (id, "clock"),
            (id, "anniversary"),
            ("opportunity_watch", id),
            ("payment_plan", tenant_id, id),
        )
    ]
    for tables, service in ((tables, service) for service, tables in family.rows.items()):
        for line in tables.get(ACCOUNTS_OF_LEDGER, ()):
            values = dict(zip(columns[service][ACCOUNTS_OF_LEDGER], line, strict=True))
            known.append((ACCOUNTS_OF_LEDGER, *("" if values[name] == NULL else values[name] for name in _ACCOUNT_PARTS)))
    by_id = {str(derived_id(*recipe)): recipe for recipe in known}
    derived = [id for id in family.ids if UUID(id).version == 5]
    if strange := {id for id in derived if id not in by_id}:
        where = {name for each in family.rows.values() for name, lines in each.items() for line in lines if not strange.isdisjoint(line)}
        raise ValueError(f"Nobody knows what {sorted(strange)} in {sorted(where)} are derived from.")
    return sorted(((id, by_id[id]) for id in derived), key=lambda each: sum(part in derived for part in each[1]))


def family_of(account_id: str, customer: Customer, rows: Rows, columns: Columns, links: Mapping[str, str]) -> Family:
    """All rows that tell of an account, directly or by what it has: their ids make others theirs.

    `links` are columns, by table, that name a row which says nothing of the account itself.
    """
    ids, found = {account_id: None}, dict[tuple[str, str, int], list[str]]()
    uuids = re.compile(_UUID)
    mentions = {
        (service, table, position): (line, set(uuids.findall("\t".join(line))))
        for service, tables in rows.items()
        for table, lines in tables.items()
        for position, line in enumerate(lines)
    }
    while True:
        fresh = {place: line for place, (line, named) in mentions.items() if place not in found and not named.isdisjoint(ids)}
        if not fresh:
            break
        for (service, table, position), line in fresh.items():
            found[service, table, position] = line
            names = columns[service][table]
            for column in ("id", links.get(table)):
                if column in names:
                    ids[line[names.index(column)]] = None
    family: dict[str, dict[str, Lines]] = {}
    for (service, table, _), line in sorted(found.items()):
        family.setdefault(service, {}).setdefault(table, []).append(line)
    return Family(customer, account_id, sorted(ids), family)
