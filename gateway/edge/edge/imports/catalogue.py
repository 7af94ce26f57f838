"""What rows of a file can become, and which fields of it they can fill: read from the proto files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor

from chassis.collections import collections
from chassis.descriptors import Shape, enum_of, is_output_only, is_personal, is_required, map_value, message_of, shape
from chassis.jsoncodec.literals import camel
from edge.bindings import access
from edge.imports.words import enum_choices, field_words, plain

# What comes in files, by its path, with the one word for it.
NOUNS = {"leads": "lead", "accounts": "account", "contacts": "contact", "opportunities": "opportunity"}
CURRENCY = "currencyCode"
HISTORY = "history"
CUSTOM = "custom"
# Which list the ids of a field are those of.
REFERENCES = {
    "owner_id": "users",
    "account_id": "accounts",
    "parent_id": "accounts",
    "referrer_account_id": "accounts",
    "source_id": "sources",
    "campaign_id": "campaigns",
    "sales_process_id": "salesProcesses",
    "legal_entity_id": "legalEntities",
    "loss_reason_id": "lossReasons",
    "opportunity_id": "opportunities",
}


@dataclass(frozen=True)
class Target:
    """A field that a column can fill. `path` is as JSON has it, below the record; what lies in the history of a row begins with that."""

    path: str
    field: FieldDescriptor
    # Only the currency of an amount.
    is_currency: bool = False
    required: bool = False

    @property
    def shape(self) -> Shape:
        return Shape.TEXT if self.is_currency else shape(self.field)

    @property
    def collection(self) -> str:
        """The list whose records it names; empty where it names none."""
        return REFERENCES.get(self.field.name, "") if self.shape is Shape.ID else ""

    @property
    def is_personal(self) -> bool:
        return is_personal(self.field)

    @property
    def in_history(self) -> bool:
        return self.path.startswith(f"{HISTORY}.")


@dataclass(frozen=True)
class Importable:
    """One kind of record, and the RPCs that deal with it."""

    resource: str
    noun: str
    # Of one row: CreateLeadRequest.
    row: Descriptor
    create: MethodDescriptor
    update: MethodDescriptor
    get: MethodDescriptor
    by_external: MethodDescriptor
    list: MethodDescriptor
    archive: MethodDescriptor
    targets: Mapping[str, Target]

    def target(self, path: str) -> Target | None:
        """Also custom fields, which nobody lists."""
        if (found := self.targets.get(path)) is not None:
            return found
        head, _, key = path.partition(".")
        custom = message_of(self.row.fields_by_name[self.noun]).fields_by_name.get(head)
        if head != CUSTOM or custom is None or not key or "." in key or (entry := map_value(custom)) is None:
            return None
        return Target(path, entry)

    @property
    def permission(self) -> str:
        return access(self.create).permission

    def labels(self, target: Target) -> tuple[str, str]:
        """What it is called in Chinese and in English."""
        words = field_words(self.noun, target.path)
        english = _english(target.path)
        return (words[0] if words else english), english

    def headers(self, target: Target) -> Iterator[str]:
        """Every header that means it, in the form in which they are compared."""
        for word in (*field_words(self.noun, target.path), target.path, *self.labels(target)):
            yield plain(word)


def importables(services: Iterable[ServiceDescriptor]) -> dict[str, Importable]:
    """By the path of the list; only what these services offer."""
    services = list(services)
    lists = collections(services)
    return {resource: _importable(resource, noun, lists[resource]) for resource, noun in NOUNS.items() if resource in lists}


def _importable(resource: str, noun: str, listing: MethodDescriptor) -> Importable:
    rpcs = listing.containing_service.methods_by_name
    one, many = noun.capitalize(), listing.name.removeprefix("List")
    create = rpcs[f"BatchCreate{many}"]
    row = message_of(create.input_type.fields_by_name["requests"])
    targets = {target.path: target for target in _targets(row, noun)}
    return Importable(
        resource,
        noun,
        row,
        create,
        rpcs[f"Update{one}"],
        rpcs[f"Get{one}"],
        rpcs[f"Get{one}ByExternal"],
        listing,
        rpcs[f"Archive{one}"],
        targets,
    )


def _targets(row: Descriptor, noun: str) -> Iterator[Target]:
    yield from _within(message_of(row.fields_by_name[noun]), "")
    if HISTORY in row.fields_by_name:
        yield from _within(message_of(row.fields_by_name[HISTORY]), f"{HISTORY}.")


def _within(message: Descriptor, prefix: str) -> Iterator[Target]:
    for field in message.fields:
        path = f"{prefix}{camel(field.name)}"
        if is_output_only(field) or map_value(field) is not None:
            continue
        match shape(field):
            case Shape.MONEY if not field.is_repeated:
                yield Target(path, field, required=is_required(field))
                yield Target(f"{path}.{CURRENCY}", field, is_currency=True)
            case Shape.MESSAGE if not field.is_repeated and not prefix:
                yield from _within(message_of(field), f"{path}.")
            case Shape.TEXT | Shape.ENUM | Shape.DECIMAL | Shape.DATE | Shape.TIME | Shape.PLAIN:
                yield Target(path, field, required=is_required(field) and not prefix)
            case Shape.ID if field.name in REFERENCES and not field.is_repeated:
                yield Target(path, field, required=is_required(field) and not prefix)


def _english(path: str) -> str:
    """ "Invoice profile tax number"."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in path.replace(".", " "))
    words = spaced.removesuffix(" id").split()
    return " ".join(words).capitalize()


def described(importable: Importable) -> list[dict[str, Any]]:
    """What a page needs to map columns, as JSON."""
    found: list[dict[str, Any]] = []
    for target in importable.targets.values():
        chinese, english = importable.labels(target)
        choices = enum_choices(enum_of(target.field)) if target.shape is Shape.ENUM else {}
        values = [{"value": name, "words": list(words)} for name, words in choices.items()]
        found.append(
            {
                "field": target.path,
                "type": target.shape.value,
                "required": target.required,
                "repeated": target.field.is_repeated and not target.is_currency,
                "labels": {"zh-CN": chinese, "en-US": english},
                "words": list(field_words(importable.noun, target.path)),
                "values": values,
                "reference": target.collection,
                "personal": target.is_personal,
                "historicalOnly": target.in_history,
            }
        )
    return found
