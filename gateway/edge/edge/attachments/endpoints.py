"""Upload and download, and the check that stands before whatever is said about an attachment.

An upload is: the subject asked for, the file received and enciphered, the ciphertext stored, the attachment made known to identity. When
the last step is refused the file is deleted again; when nobody knows whether it happened, the file stays, and is found as nobody's by
its key. With an Idempotency-Key the id follows from the key, so the same upload sent twice is one attachment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from fastapi import Response
from fastapi.responses import StreamingResponse

from chassis.errors import DomainError, Kind
from chassis.ids import new_id
from crm.identity.v1 import identity_pb2 as pb
from edge import body
from edge.acting import IDENTITY
from edge.attachments.encryption import Sealer, opened
from edge.attachments.receiving import Received, receive
from edge.attachments.storage import Storage
from edge.attachments.subjects import Subjects
from edge.calling import Reply
from edge.downloads import begun, file_headers
from edge.exchange import Exchange
from edge.requests import idempotency_key
from edge.rpc import Around, Proceed
from edge.uploads import created, media_type, refused, said

# Names of attachments made under an Idempotency-Key.
_NAMESPACE = UUID("5f4a6c8e-30f5-5d0e-9b7e-0f6d2f4b6a11")


@dataclass(frozen=True)
class Attachments:
    storage: Storage
    subjects: Subjects
    master_key: bytes
    most_bytes: int

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        found: dict[str, Around] = {
            "GetAttachment": self._get,
            "ListAttachments": self._list,
            "ArchiveAttachment": self._archive,
            "RemoveTenant": self._remove_all,
        }
        return {IDENTITY[name].full_name: around for name, around in found.items()}

    async def upload(self, exchange: Exchange) -> Response:
        """Stores the body as what the query says of it."""
        request = pb.CreateAttachmentRequest(attachment=said(exchange, pb.Attachment, "attachment"))
        try:
            reply = await self._upload(exchange, request)
        except DomainError as error:
            raise refused(error, pb.Attachment, "attachment") from error
        return created(exchange, reply)

    async def _upload(self, exchange: Exchange, request: pb.CreateAttachmentRequest) -> Reply:
        body.refuse_announced(exchange.request, self.most_bytes)
        attachment, key = request.attachment, idempotency_key(exchange.request)
        kind = media_type(exchange, attachment.file_name)
        await self.subjects.demand(exchange, attachment.subject_type, attachment.subject_id)
        tenant_id = _tenant(exchange)
        id = uuid5(_NAMESPACE, f"{tenant_id} {_actor(exchange)} {key}") if key else new_id()
        content = body.chunks(exchange.request, self.most_bytes)
        received = await receive(content, kind, Sealer(self.master_key, tenant_id))
        exchange.renew()  # how long the sender took is not the services' affair
        request.attachment_id, request.media_type = str(id), kind.name
        request.size, request.sha256 = received.size, received.sha256
        return await self._keep(exchange, request, received, key)

    async def _keep(self, exchange: Exchange, request: pb.CreateAttachmentRequest, received: Received, key: str) -> Reply:
        place = _place(_tenant(exchange), request.attachment_id, received.sha256)
        try:
            await self.storage.put(place, received.sealed)
        finally:
            received.close()
        try:
            return await exchange.call(IDENTITY["CreateAttachment"], request, key=key)
        except DomainError as error:
            # With a key, an earlier upload of the same file may be in use.
            if not key and error.kind is not Kind.UNAVAILABLE:
                await self.storage.delete(place)
            raise

    async def content(self, exchange: Exchange) -> Response:
        """The file as it was uploaded."""
        request = pb.GetAttachmentRequest(attachment_id=exchange.variables["attachment_id"])
        attachment: pb.Attachment = (await exchange.call(IDENTITY["GetAttachment"], request)).message
        await self.subjects.demand(exchange, attachment.subject_type, attachment.subject_id)
        place = _place(_tenant(exchange), attachment.id, attachment.sha256)
        plain = opened(self.master_key, _tenant(exchange), self.storage.get(place))
        headers = {
            "content-length": str(attachment.size),
            **file_headers(attachment.file_name, cache="private, no-cache"),
            "etag": f'"{attachment.sha256}"',
        }
        return StreamingResponse(
            await begun(plain, "The content of this attachment is no longer stored."), 200, headers, attachment.media_type
        )

    async def _get(self, exchange: Exchange, _request: Any, proceed: Proceed) -> Reply:
        reply = await proceed()
        await self.subjects.demand(exchange, reply.message.subject_type, reply.message.subject_id)
        return reply

    async def _list(self, exchange: Exchange, request: pb.ListAttachmentsRequest, proceed: Proceed) -> Reply:
        await self.subjects.demand(exchange, request.subject_type, request.subject_id)
        return await proceed()

    async def _remove_all(self, exchange: Exchange, _request: Any, proceed: Proceed) -> Reply:
        """The company's files go with it. What fails here is found by the company's id, which is the folder's name."""
        reply = await proceed()
        await self.storage.delete_all(f"{_tenant(exchange)}/")
        return reply

    async def _archive(self, exchange: Exchange, request: pb.ArchiveAttachmentRequest, proceed: Proceed) -> Reply:
        known = await exchange.call(IDENTITY["GetAttachment"], pb.GetAttachmentRequest(attachment_id=request.attachment_id))
        await self.subjects.demand(exchange, known.message.subject_type, known.message.subject_id)
        return await proceed()


def _place(tenant_id: UUID, attachment_id: str, sha256: str) -> str:
    """Two contents never share a place, so nothing is ever overwritten by something else."""
    return f"{tenant_id}/{attachment_id}/{sha256}"


def _tenant(exchange: Exchange) -> UUID:
    return exchange.known_caller.principal.tenant_id


def _actor(exchange: Exchange) -> str:
    return exchange.known_caller.principal.actor
