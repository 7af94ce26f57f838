"""One try at a job that identity keeps: what is said there of it, and how its end is told."""

import logging
from collections.abc import Awaitable
from typing import Any, ClassVar
from uuid import UUID

from google.protobuf.message import Message

from chassis.errors import DomainError, Kind
from edge.acting import Acting

_LOG = logging.getLogger("edge")


class Attempt:
    """Subclasses say what kind of job it is, and by which request it fails."""

    noun: ClassVar[str]
    failure: ClassVar[type[Message]]

    def __init__(self, acting: Acting, tenant_id: UUID, id: UUID, number: int) -> None:
        self.acting, self.tenant_id, self.id, self.number = acting, tenant_id, id, number

    async def make(self, work: Awaitable[None]) -> None:
        """Says why it failed where it failed by itself: not while a member is away, for the lease runs out then and it is tried again, nor
        when it is over."""
        try:
            await work
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                _LOG.warning("%s %s waits: %s", self.noun, self.id, error)
            elif error.reason != f"{self.noun.upper()}_OVER":
                await self.tell(self.failure, problem=error.reason)

    async def tell(self, request: type[Message], **said: Any) -> Any:
        """By the RPC that takes such requests. Raises DomainError."""
        message = request(**{f"{self.noun}_id": str(self.id)}, attempt=self.number, **said)
        name = message.DESCRIPTOR.name.removesuffix("Request")
        return await self.acting.as_gateway(self.tenant_id, name, message, cause=f"{self.noun}:{self.id}")
