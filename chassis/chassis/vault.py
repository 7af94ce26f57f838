"""Sealing and opening personal values with keys that lie in the service's own database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import Executable, Result, delete, select
from sqlalchemy.dialects.postgresql import insert

from chassis.messages import to_message
from chassis.personal import Personal, PersonKey, TenantKeys
from chassis.personal_forms import PersonalKind
from chassis.secret_values import SecretValues
from chassis.tables import person_key
from chassis.transit import open_from_transit, seal_for_transit

M = TypeVar("M", bound=Message)
Execute = Callable[[Executable], Awaitable[Result[Any]]]
Keep = Callable[..., None]


class Vault:
    """The personal values of one tenant, for the length of one transaction."""

    def __init__(self, master_key: bytes, tenant_id: UUID, execute: Execute, keep: Keep | None = None) -> None:
        """`keep` stores a row of a table right after the records: whoever only reads has none."""
        self._keys, self._tenant_id, self._execute, self._keep = TenantKeys(master_key, tenant_id), tenant_id, execute, keep
        self._master_key = master_key
        self._opened: dict[UUID, PersonKey] = {}

    @cached_property
    def secrets(self) -> SecretValues:
        """For what is no person's: passwords and keys that the company was given by others."""
        return SecretValues(self._master_key, self._tenant_id)

    async def seal(self, person_id: UUID, kind: PersonalKind, text: str, *, field: str = "", new: bool = False) -> Personal | None:
        """Enciphers a value; empty text is no value. The person gets a key with their first value.

        `new`: the id was made just now, so nobody else can have a key under it; those of a batch are stored in one go.
        """
        if not text:
            return None
        key = self._begin(person_id, self._keep) if new and self._keep else await self._key(person_id, make=True)
        return key.seal(kind, text, field=field)

    async def in_full(self, cls: type[M], source: Any) -> M:
        """The message of a person's record with its personal values in the clear; what was erased stays so."""
        if not _has_sealed(source):
            return to_message(cls, source)
        key = await self._key(source.id, make=False)
        return to_message(cls, source, key.open)

    async def open(self, person_id: UUID, value: Personal) -> str:
        """One value in the clear. Raises PersonErased."""
        return (await self._key(person_id, make=False)).open(value)

    def for_transit(self, subject_id: UUID, values: Mapping[str, str]) -> str:
        """Clear values as one sealed text that a fact about the subject may carry (chassis.transit)."""
        return seal_for_transit(self._master_key, self._tenant_id, subject_id, values)

    def from_transit(self, subject_id: UUID, text: str) -> dict[str, str]:
        """What another service sealed for the way."""
        return open_from_transit(self._master_key, self._tenant_id, subject_id, text)

    async def forget(self, person_id: UUID) -> None:
        """Deletes the key: what was sealed under it cannot be opened any more, in copies and backups too."""
        self._opened.pop(person_id, None)
        await self._execute(delete(person_key).where(person_key.c.tenant_id == self._tenant_id, person_key.c.person_id == person_id))

    def index(self, kind: PersonalKind, text: str) -> bytes:
        """What equal values have as index. Raises ValueError when the text is no value of the kind."""
        return self._keys.index(kind, text)

    def _begin(self, person_id: UUID, keep: Keep) -> PersonKey:
        if person_id not in self._opened:
            wrapped = self._keys.new_person_key(person_id)
            keep(person_key, person_id=person_id, wrapped_key=wrapped)
            self._opened[person_id] = self._keys.open_person_key(person_id, wrapped)
        return self._opened[person_id]

    async def _key(self, person_id: UUID, *, make: bool) -> PersonKey:
        if person_id not in self._opened:
            if make:
                row = insert(person_key).values(
                    tenant_id=self._tenant_id, person_id=person_id, wrapped_key=self._keys.new_person_key(person_id)
                )
                await self._execute(row.on_conflict_do_nothing())
            where = (person_key.c.tenant_id == self._tenant_id, person_key.c.person_id == person_id)
            wrapped = (await self._execute(select(person_key.c.wrapped_key).where(*where))).scalar()
            self._opened[person_id] = self._keys.open_person_key(person_id, wrapped)
        return self._opened[person_id]


def _has_sealed(source: Any) -> bool:
    return any(isinstance(value, Personal) and value.ciphertext for value in vars(source).values())
