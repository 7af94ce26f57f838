"""How a job that goes on after its request calls the members: as the person who asked for it, and as the gateway that does it."""

from typing import Any
from uuid import UUID

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.principal import GATEWAY, Principal, Signer
from chassis.server import IDEMPOTENCY_KEY, PRINCIPAL
from crm.common.v1 import principal_pb2
from crm.identity.v1 import identity_pb2 as identity
from edge.calling import Members, Reply

IDENTITY = identity.DESCRIPTOR.services_by_name["Identity"].methods_by_name
PAGE = 200
# Of one call; what takes longer is asked for in vain.
SECONDS = 30.0


class Acting:
    def __init__(self, members: Members, signer: Signer) -> None:
        self.members, self._signer = members, signer

    async def call_as(self, person: principal_pb2.Principal, method: MethodDescriptor, request: Message, *, key: str = "") -> Any:
        """Raises DomainError; the member itself looks at what the person may."""
        metadata: list[tuple[str, Any]] = [(PRINCIPAL, self._signer.sign(Principal.from_message(person)))]
        if key:
            metadata.append((IDEMPOTENCY_KEY, key))
        return (await self.members(method, request, metadata, SECONDS)).message

    async def as_gateway(self, tenant_id: UUID, name: str, request: Message, *, cause: str, on_behalf: str = "") -> Any:
        """An RPC of identity."""
        return await self.service_call(tenant_id, IDENTITY[name], request, cause=cause, on_behalf=on_behalf)

    async def service_call(
        self, tenant_id: UUID, method: MethodDescriptor, request: Message, *, cause: str, on_behalf: str = "", key: str = ""
    ) -> Any:
        """An RPC of any member, as the gateway itself."""
        principal = Principal.service(GATEWAY, tenant_id, cause=cause, on_behalf=on_behalf)
        metadata: list[tuple[str, Any]] = [(PRINCIPAL, self._signer.sign(principal)), *([(IDEMPOTENCY_KEY, key)] if key else [])]
        reply: Reply = await self.members(method, request, metadata, SECONDS)
        return reply.message

    async def everything(self, person: principal_pb2.Principal, method: MethodDescriptor, **asked: Any) -> list[Any]:
        """All rows of a list as the person sees them."""
        found: list[Any] = []
        field = next(each for each in method.output_type.fields if each.is_repeated)
        token = ""
        while True:
            request: Any = GetMessageClass(method.input_type)(page_size=PAGE, page_token=token, **asked)
            reply = await self.call_as(person, method, request)
            found += getattr(reply, field.name)
            token = reply.next_page_token
            if not token:
                return found
