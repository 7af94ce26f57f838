"""A row of a file as the request that creates its record, with everything that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.company_names import normalized_company_name
from chassis.errors import DomainError
from chassis.jsoncodec import fill, json_pointer
from chassis.personal_forms import normal
from chassis.validation import validate
from crm.identity.v1 import imports_pb2 as pb
from edge.imports.catalogue import CURRENCY, Importable, Target
from edge.imports.mapping import Layout
from edge.imports.values import PERSONAL, Locale, Unreadable, currency_of, value_of

# A record that a cell names: the list it is in, and what the cell says.
Reference = tuple[str, str]
# Its id; empty where there is none, None where there are several.
Found = Mapping[Reference, str | None]
# Only when a record is made; later, others decide.
_GIVEN_ONCE = {"ownerId", "salesProcessId"}
_GIVEN_ONCE_OF = {"contact": {"accountId"}}
_SHORTEST_NAME = 2


@dataclass
class Draft:
    row: int
    cells: list[str]
    # What the cells say, by path; and what the plan says besides.
    said: dict[str, Any] = field(default_factory=dict)
    assumed: dict[str, Any] = field(default_factory=dict)
    references: list[tuple[Target, Reference, bool]] = field(default_factory=list)
    findings: list[pb.ImportFinding] = field(default_factory=list)
    key: str = ""

    @property
    def is_wrong(self) -> bool:
        return any(not finding.warning for finding in self.findings)

    @property
    def values(self) -> Mapping[str, Any]:
        return {**self.assumed, **self.said}


def drafted(layout: Layout, row: int, cells: Sequence[str], locale: Locale) -> Draft:
    """Everything but what other records must be asked for."""
    made = Draft(row, list(cells[: len(layout.headers)]))
    if any(cells[len(layout.headers) :]):
        detail = "The row has more cells than there are headers."
        made.findings.append(pb.ImportFinding(reason="TOO_MANY_CELLS", detail=detail, warning=True))
    texts = {target: cells[place] if place < len(cells) else "" for place, target in layout.columns}
    currencies = _currencies(layout, texts, made)
    for target, text in texts.items():
        if text and not target.is_currency:
            _read(made, layout, target, text, locale, currencies.get(target.path, ""), assumed=False)
    for target, text in layout.defaults:
        if target.path not in made.said and not target.is_currency:
            _read(made, layout, target, text, locale, currencies.get(target.path, ""), assumed=True)
    if layout.key_place is not None and layout.key_place < len(cells):
        made.key = cells[layout.key_place]
    return made


def refer(draft: Draft, layout: Layout, found: Found) -> None:
    """Puts the ids of the records that it names into it."""
    for target, reference, assumed in draft.references:
        id = found.get(reference, "")
        if id:
            (draft.assumed if assumed else draft.said)[target.path] = id
        elif id is None:
            detail = f"Several of {reference[0]} are called {reference[1][:60]!r}; say which one."
            _note(draft, layout, target, "REFERENCE_AMBIGUOUS", detail)
        else:
            _note(draft, layout, target, "REFERENCE_UNKNOWN", f"There is none of {reference[0]} {reference[1][:60]!r} that you can see.")


def complete(draft: Draft, layout: Layout) -> None:
    """Says what the record would be refused for by its proto file alone."""
    importable = layout.importable
    for target in importable.targets.values():
        named = any(each is target for each, _, _ in draft.references)
        if target.required and target.path not in draft.values and not named and not _is_noted(draft, target.path):
            _note(draft, layout, target, "REQUIRED", f"{target.path} is required.")
    if draft.is_wrong:
        return
    request: Any = GetMessageClass(importable.row)()
    try:
        fill(request, creation(draft, layout))
        validate(request)
    except DomainError as error:
        for violation in error.violations or ():
            path = _path(importable, request, violation.field)
            finding = pb.ImportFinding(reason="VALUE_WRONG", field=path, header=layout.header_of(path), detail=violation.detail)
            draft.findings.append(finding)
        if not error.violations:
            draft.findings.append(pb.ImportFinding(reason=error.reason, detail=error.detail))


def creation(draft: Draft, layout: Layout) -> dict[str, Any]:
    """The request that creates it, as JSON."""
    noun = layout.importable.noun
    made = nested(layout.importable, draft.values)
    if draft.key:
        made.setdefault(noun, {})["externalRefs"] = [{"system": layout.key_system, "externalId": draft.key}]
    return made


def change(draft: Draft, importable: Importable) -> dict[str, Any]:
    """What the cells say of a record that is there, by path; an empty cell says nothing."""
    once = _GIVEN_ONCE | _GIVEN_ONCE_OF.get(importable.noun, set())
    return {path: value for path, value in draft.said.items() if path not in once and not path.startswith("history.")}


def nested(importable: Importable, values: Mapping[str, Any]) -> dict[str, Any]:
    """{"name": .., "invoiceProfile.title": ..} as the JSON of a create request."""
    made: dict[str, Any] = {}
    for path, value in values.items():
        whole = path if path.startswith("history.") else f"{importable.noun}.{path}"
        *above, last = whole.split(".")
        at = made
        for name in above:
            at = at.setdefault(name, {})
        at[last] = value
    return made


def identities(draft: Draft, importable: Importable) -> Iterator[tuple[str, ...]]:
    """What two rows of a file have in common when they are about the same."""
    said = draft.values
    if draft.key:
        yield "key", draft.key
    match importable.noun:
        case "lead":
            for name, kind in PERSONAL.items():
                if text := said.get(name):
                    yield name, normal(kind, text)
            yield from _company(said, "companyName")
        case "account":
            yield from _company(said, "name")
        case _:
            if said.get("accountId") and said.get("name"):
                yield "name", said["accountId"], said["name"].casefold()


def _company(said: Mapping[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    if code := said.get("creditCode"):
        yield "creditCode", code
    if len(normalized := normalized_company_name(said.get(name, ""))) >= _SHORTEST_NAME:
        yield "company", normalized


def _currencies(layout: Layout, texts: Mapping[Target, str], draft: Draft) -> dict[str, str]:
    """Of the row's amounts, by their paths."""
    found: dict[str, str] = {}
    given = [*((target, text) for target, text in texts.items() if text), *layout.defaults]
    for target, text in given:
        if target.is_currency:
            try:
                found.setdefault(target.path.removesuffix(f".{CURRENCY}"), currency_of(text))
            except Unreadable as error:
                _note(draft, layout, target, error.reason, error.detail)
    return found


def _read(draft: Draft, layout: Layout, target: Target, text: str, locale: Locale, currency: str, *, assumed: bool) -> None:
    if target.collection:
        draft.references.append((target, (target.collection, text), assumed))
        return
    try:
        (draft.assumed if assumed else draft.said)[target.path] = value_of(target, text, locale, currency)
    except Unreadable as error:
        _note(draft, layout, target, error.reason, error.detail)


def _note(draft: Draft, layout: Layout, target: Target, reason: str, detail: str) -> None:
    draft.findings.append(pb.ImportFinding(reason=reason, field=target.path, header=layout.header_of(target.path), detail=detail))


def _is_noted(draft: Draft, path: str) -> bool:
    return any(finding.field == path for finding in draft.findings)


def _path(importable: Importable, request: Message, field: str) -> str:
    """ "creditCode" of "lead.credit_code" or "/lead/creditCode"."""
    pointer = json_pointer(importable.row, field)
    return pointer.removeprefix(f"/{importable.noun}").strip("/").replace("/", ".")
