"""What an import asks the members, as its person: who is named in cells, who is known already, how records are now."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.company_names import normalized_company_name
from chassis.errors import DomainError, Kind
from chassis.principal import Principal
from crm.common.v1 import principal_pb2
from crm.leads.v1 import leads_pb2
from edge.acting import Acting
from edge.bindings import access
from edge.imports.catalogue import Importable

T = TypeVar("T")
# What one filter holds: it may have 100 comparisons and 4000 characters.
_COMPARISONS, _CHARACTERS = 90, 3_800
_AT_ONCE = 8
_DUPLICATES = leads_pb2.DESCRIPTOR.services_by_name["Leads"].methods_by_name["BatchCheckDuplicates"]


class Asking:
    """For one turn: what the person may changes from turn to turn."""

    def __init__(self, acting: Acting, person: principal_pb2.Principal, lists: Mapping[str, MethodDescriptor]) -> None:
        self._acting, self.person, self._lists = acting, person, lists
        self.principal = Principal.from_message(person)

    async def call(self, method: MethodDescriptor, request: Message, *, key: str = "") -> Any:
        return await self._acting.call_as(self.person, method, request, key=key)

    def may(self, method: MethodDescriptor) -> bool:
        return self.principal.may(access(method).permission)

    def may_list(self, collection: str) -> bool:
        return collection in self._lists and self.may(self._lists[collection])

    async def everything(self, collection: str) -> list[Any]:
        return await self._acting.everything(self.person, self._lists[collection]) if self.may_list(collection) else []

    async def matching(self, collection: str, terms: Sequence[str], *, archived: bool = False) -> list[Any]:
        """Rows for which one of these conditions holds, in as few calls as possible."""
        if not self.may_list(collection):
            return []
        method, asked = self._lists[collection], {"show_archived": True} if archived else {}
        return [row for each in _filters(terms) for row in await self._acting.everything(self.person, method, filter=each, **asked)]

    async def by_key(self, importable: Importable, system: str, keys: Collection[str]) -> dict[str, Any]:
        """Records by what another system calls them."""

        async def one(key: str) -> tuple[str, Any]:
            request = GetMessageClass(importable.by_external.input_type)(system=system, external_id=key)
            try:
                return key, await self.call(importable.by_external, request)
            except DomainError as error:
                # What can be no key is the key of nothing.
                if error.kind not in (Kind.NOT_FOUND, Kind.INVALID):
                    raise
                return key, None

        return {key: record for key, record in await in_parts(one, keys) if record is not None}

    async def by_id(self, importable: Importable, ids: Iterable[str]) -> dict[str, Any]:
        """Records as lists show them: personal values masked, also what lies in the recycle bin."""
        rows = await self.matching(importable.resource, [f"id = {quoted(id)}" for id in dict.fromkeys(ids)], archived=True)
        return {row.id: row for row in rows}

    async def whole(self, importable: Importable, id: str) -> Any:
        request = GetMessageClass(importable.get.input_type)(**{f"{importable.noun}_id": id})
        return await self.call(importable.get, request)

    async def known_customers(self, given: Sequence[Mapping[str, str]]) -> list[list[Any]]:
        """Of each, leads and accounts that are the same, also past what the person sees; of those it is only told that they are there."""
        if not given or not self.may(_DUPLICATES):
            return [[] for _ in given]
        request = leads_pb2.BatchCheckDuplicatesRequest()
        for each in given:
            request.requests.add(**each)
        reply = await self.call(_DUPLICATES, request)
        return [list(each.duplicates) for each in reply.results]


class References:
    """Ids of the records that cells name, looked up once per import."""

    def __init__(self, importables: Mapping[str, Importable], key_system: str) -> None:
        self._importables, self._key_system = importables, key_system
        self._small: dict[str, Mapping[str, str | None]] = {}
        self._found: dict[tuple[str, str], str | None] = {}

    async def find(self, asking: Asking, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str | None]:
        new: dict[str, list[str]] = {}
        for collection, text in dict.fromkeys(wanted):
            if (collection, text) not in self._found:
                new.setdefault(collection, []).append(text)
        for collection, texts in new.items():
            self._found.update(await self._look_up(asking, collection, texts))
        return self._found

    async def _look_up(self, asking: Asking, collection: str, texts: list[str]) -> Mapping[tuple[str, str], str | None]:
        if collection not in self._importables:
            if collection not in self._small:
                self._small[collection] = _by_name(await asking.everything(collection))
            return {(collection, text): self._small[collection].get(_word(text), "") for text in texts}
        found = _by_name(await asking.matching(collection, [*_terms(collection, texts)]))
        # Companies are found by what is left of their names, too.
        also = normalized_company_name if collection == "accounts" else _word
        ids = {text: found.get(_word(text), found.get(_word(also(text)), "")) for text in texts}
        missing = [text for text, id in ids.items() if id == ""]
        if missing and self._key_system:
            known = await asking.by_key(self._importables[collection], self._key_system, missing)
            ids |= {text: record.id for text, record in known.items()}
        return {(collection, text): id for text, id in ids.items()}


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


async def in_parts(one: Any, items: Iterable[Any]) -> list[Any]:
    """A few at a time."""
    items, found = list(items), []
    for start in range(0, len(items), _AT_ONCE):
        found += await asyncio.gather(*map(one, items[start : start + _AT_ONCE]))
    return found


def _terms(collection: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if _is_id(text):
            yield f"id = {quoted(text)}"
            continue
        yield f"number = {quoted(text)}"
        if collection == "accounts":
            yield f"normalized_name = {quoted(normalized_company_name(text))}"
        else:
            yield f"name = {quoted(text)}"


def _filters(terms: Sequence[str]) -> Iterator[str]:
    part: list[str] = []
    size = comparisons = 0
    for term in terms:
        more = term.count(" = ")
        if part and (comparisons + more > _COMPARISONS or size + len(term) + 4 > _CHARACTERS):
            yield " OR ".join(part)
            part, size, comparisons = [], 0, 0
        part.append(term)
        size, comparisons = size + len(term) + 4, comparisons + more
    if part:
        yield " OR ".join(part)


def _by_name(rows: Iterable[Any]) -> dict[str, str | None]:
    """Ids by every way to name a record; None where several are named so. Ids, numbers and mail addresses come before names."""
    sure: dict[str, str | None] = {}
    names: dict[str, str | None] = {}
    for row in rows:
        for attribute in ("id", "number", "email", "key", "code"):
            if text := getattr(row, attribute, ""):
                sure[_word(text)] = row.id
        for attribute in ("name", "normalized_name"):
            if text := getattr(row, attribute, ""):
                word = _word(text)
                names[word] = row.id if names.get(word, row.id) == row.id else None
    return {**names, **sure}


def _word(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
