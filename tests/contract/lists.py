"""Every list of the product: which RPC shows it, and as what."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, TypeVar
from unittest.mock import MagicMock
from uuid import UUID

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

import chassis
from chassis.descriptors import descriptor_of, message_of
from chassis.ids import new_id
from chassis.listing import Listing
from chassis.pipeline import Rpc, rpcs_of
from chassis.principal import Principal
from chassis.reader import Parts, Reader
from chassis.scope import Reach, Scope
from chassis.service import Service
from tests.contract.samples import sample

M = TypeVar("M", bound=Message)
TENANT = UUID(int=1)


@dataclass(frozen=True)
class Shown:
    """A list as one RPC shows it: rows within what `within` names, each with its `parts`."""

    rpc: Rpc
    listing: Listing
    reply: type[Message]
    parts: tuple[str, ...]
    within: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.rpc.descriptor.name)

    @property
    def asked(self) -> dict[str, FieldDescriptor]:
        """The fields of the request."""
        return {field.name: field for field in self.rpc.descriptor.input_type.fields}

    @property
    def rows(self) -> FieldDescriptor:
        """The field of the reply that holds the rows."""
        return next(field for field in descriptor_of(self.reply).fields if field.is_repeated)

    @property
    def row(self) -> Descriptor:
        return message_of(self.rows)


class _Asked(Reader):
    """A reader that only notes which list it is asked for; whatever else a handler looks up, the parent of the list, it finds."""

    def __init__(self) -> None:
        self.shown: list[tuple[Any, ...]] = []
        self.principal = Principal.user(new_id(), tenant_id=TENANT, permissions={})
        self.scope, self.tenant_id = Scope(TENANT, Reach.COMPANY, self.principal.person_id), TENANT

    async def page(self, listing: Listing, request: Message, reply: type[M], *, parts: Parts | None = None, **within: Any) -> M:
        self.shown.append((listing, reply, tuple(parts or ()), tuple(within)))
        return reply()

    async def get(self, kind: Any, id: Any) -> Any:
        return MagicMock()

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        return MagicMock()


def shown_by(service: Service) -> list[Shown]:
    """What each List RPC of the service shows; those that show parts of a record that is loaded whole are left out."""
    found = []
    for name, rpc in rpcs_of(service).items():
        if name.startswith("List"):
            reader = _Asked()
            asyncio.run(_asked(rpc, reader))
            found += [Shown(rpc, *each) for each in reader.shown]
    return found


async def _asked(rpc: Rpc, reader: Reader) -> None:
    await rpc.handler(sample(rpc.request_class), reader)


def declared_in(service: Service) -> list[Listing]:
    """The lists that the modules of the service declare."""
    return [*_declared(import_module(service.name))]


def declared_for_all() -> list[Listing]:
    """The lists that every service has, because the chassis declares them."""
    return [*_declared(chassis)]


def _declared(package: Any) -> Iterator[Listing]:
    for info in walk_packages(package.__path__, f"{package.__name__}."):
        module = import_module(info.name)
        yield from (value for value in vars(module).values() if isinstance(value, Listing))
