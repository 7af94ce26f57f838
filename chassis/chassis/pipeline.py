"""The one way into a service: every RPC, from the network, from the same process or from a batch, passes here.

verify principal -> whether it may change anything -> permission and scope from the proto option -> validate -> idempotency -> handler
-> one commit.

Idempotency: the first statement of the transaction inserts (tenant, actor, method, key). A second call with the key waits for
the first to end and gets its stored reply; only committed replies are kept. A concurrent change without etag is run again up
to three times with a fresh load.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from chassis.claims import kept_reply
from chassis.database import is_concurrency
from chassis.errors import DomainError, Kind, conflict, forbidden
from chassis.messages import to_message
from chassis.names import snake
from chassis.principal import Principal
from chassis.reader import Reader
from chassis.replies import KeptReplies
from chassis.scope import Reach, Scope
from chassis.unit_of_work import UnitOfWork
from chassis.validation import validate
from crm.common.v1 import options_pb2

if TYPE_CHECKING:
    from chassis.runtime import Runtime

T = TypeVar("T")
TRIES = 3
# How long ago a person may have given the password when they post money.
MONEY_SIGN_IN = timedelta(hours=4)


@dataclass(frozen=True)
class Rpc:
    """One RPC as the proto file declares it, with its handler."""

    descriptor: MethodDescriptor
    access: options_pb2.Access
    role: str
    handler: Callable[..., Awaitable[Any]]

    @property
    def request_class(self) -> type[Message]:
        return GetMessageClass(self.descriptor.input_type)

    @property
    def reply_class(self) -> type[Message]:
        return GetMessageClass(self.descriptor.output_type)


@dataclass(frozen=True)
class Call:
    """What came with a request besides its message."""

    principal: Principal | None
    idempotency_key: str = ""
    # Other metadata of the call (the installation key, the caller's address).
    metadata: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        return next((value for key, value in self.metadata if key == name), "")


@dataclass(frozen=True)
class Answer:
    message: Message
    replayed: bool = False


def rpcs_of(service: Any) -> dict[str, Rpc]:
    """All RPCs of a service. Deny by default: raises LookupError for one without handler or declared access."""
    roles = {role: service.handlers(role) for role in ("command", "query", "doorway")}
    found: dict[str, Rpc] = {}
    for method in service.descriptor.methods:
        name = snake(method.name)
        access = method.GetOptions().Extensions[options_pb2.access]
        if not (access.permission or access.signed_in or access.anonymous or access.services):
            raise LookupError(f"{method.full_name} declares no access.")
        role = next((role for role, handlers in roles.items() if name in handlers), None)
        if role is None:
            raise LookupError(f"{method.full_name} has no handler {name}.")
        if (role == "doorway") is not access.anonymous:
            raise LookupError(f"{method.full_name}: an anonymous RPC is a doorway, and only that.")
        found[method.name] = Rpc(method, access, role, roles[role].pop(name))
    unbound = [name for handlers in roles.values() for name in handlers]
    if unbound:
        raise LookupError(f"{service.name}: {', '.join(unbound)} handle no RPC.")
    return found


class Pipeline:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.rpcs = rpcs_of(runtime.service)

    async def __call__(self, method: str, request: Message, call: Call) -> Answer:
        """Runs one RPC. Raises DomainError for every refusal; anything else is a defect."""
        rpc = self.rpcs[method]
        if rpc.role == "doorway":
            validate(request)
            return Answer(await rpc.handler(request, self._runtime, call))
        if call.principal is None:
            raise DomainError(Kind.UNAUTHENTICATED, "UNAUTHENTICATED", "Sign in first.")
        if rpc.role == "command" and not rpc.access.while_viewing:
            call.principal.demand_own_eyes()
        scope = self._scope(rpc.access, call.principal)
        validate(request)
        if rpc.role == "query":
            async with self._runtime.database.reading.connect() as connection:
                reader = Reader(self._runtime, connection, call.principal, scope)
                await reader.begin()
                return Answer(await rpc.handler(request, reader))
        return await self._command(rpc, request, call, call.principal, scope)

    def _scope(self, access: options_pb2.Access, principal: Principal) -> Scope:
        """What the caller may reach with this RPC. Raises PERMISSION_DENIED, or SIGN_IN_AGAIN before money is posted."""
        if principal.is_service:
            if principal.service_name not in access.services:
                raise forbidden("PERMISSION_DENIED", f"{principal.service_name} may not call this.")
            return Scope(principal.tenant_id, Reach.TENANT)
        if access.signed_in:
            return Scope(principal.tenant_id, Reach.TENANT, principal.person_id)
        if not access.permission:
            raise forbidden("PERMISSION_DENIED", "Only services of the product may call this.")
        if access.money and principal.kind == "user" and not principal.signed_in_within(MONEY_SIGN_IN, self._runtime.clock.real()):
            raise forbidden("SIGN_IN_AGAIN", "Money is posted only soon after signing in: confirm your password and repeat.")
        return principal.scope_for(access.permission)

    async def _command(self, rpc: Rpc, request: Message, call: Call, principal: Principal, scope: Scope) -> Answer:
        once = partial(self._once, rpc, request, call.idempotency_key, principal, scope)
        return await self.insist(once, may_retry=not getattr(request, "etag", ""))

    async def insist(self, once: Callable[[], Awaitable[T]], *, may_retry: bool = True) -> T:
        """Runs something that is one transaction, again where somebody changed the same at the same moment."""
        for attempt in range(1, TRIES + 1):
            try:
                return await once()
            except (StaleDataError, DBAPIError) as error:
                if not is_concurrency(error):
                    raise self.meaning(error) from error
                if not may_retry or attempt == TRIES:
                    raise conflict("CONCURRENT_CHANGE", "Somebody changed this at the same moment; read it again and repeat.") from error
                await asyncio.sleep(0.01 * attempt)
        raise AssertionError("unreachable")

    async def _once(self, rpc: Rpc, request: Message, key: str, principal: Principal, scope: Scope) -> Answer:
        async with self._runtime.session() as session:
            uow = UnitOfWork(self._runtime, session, principal, scope, method=rpc.descriptor.name, never_by=tuple(rpc.access.never_by))
            uow.historical = bool(getattr(request, "historical", False))
            uow.reason = str(getattr(request, "reason", ""))
            await uow.begin()
            claim, kept = _claim_of(rpc, principal, key), KeptReplies(self._runtime.master_key, principal.tenant_id)
            if key and (stored := await kept_reply(uow, claim, kept.digest(request), self._runtime.clock.real())) is not None:
                return Answer(rpc.reply_class.FromString(kept.open(stored, claim)), replayed=True)
            result = await rpc.handler(request, uow)
            await uow.stage()
            reply = _reply(rpc, result)
            await uow.commit(kept={**claim, "reply": kept.seal(reply, claim)} if key else None)
            return Answer(reply)

    def meaning(self, error: Exception) -> Exception:
        """What a violated constraint means to the caller; the error itself where nobody has given it a meaning."""
        if isinstance(error, IntegrityError):
            name = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
            if meaning := self._runtime.service.constraints.get(str(name)):
                return meaning()
        return error


def _claim_of(rpc: Rpc, principal: Principal, key: str) -> dict[str, Any]:
    return {"tenant_id": principal.tenant_id, "actor": principal.actor, "method": rpc.descriptor.full_name, "key": key}


def _reply(rpc: Rpc, result: Any) -> Message:
    """A message is the reply; an aggregate fills it; nothing is an empty one."""
    if isinstance(result, Message):
        return result
    return rpc.reply_class() if result is None else to_message(rpc.reply_class, result)
