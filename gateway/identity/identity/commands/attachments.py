"""Commands on attachments. Edge has asked the owner of the subject before, with the caller's own principal, and stored the content."""

from uuid import UUID

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity.domain.attachment import Attachment


@command
async def create_attachment(request: pb.CreateAttachmentRequest, uow: UnitOfWork) -> Attachment:
    return uow.add(
        Attachment(
            id=UUID(request.attachment_id),
            tenant_id=uow.tenant_id,
            create_time=uow.now,
            update_time=uow.now,
            media_type=request.media_type,
            size=request.size,
            sha256=request.sha256,
            uploaded_by_id=uow.principal.person_id,
            **values(request.attachment),
        )
    )


@command
async def archive_attachment(request: pb.ArchiveAttachmentRequest, uow: UnitOfWork) -> Attachment:
    attachment = await uow.get(Attachment, request.attachment_id, etag=request.etag)
    attachment.archive(uow.now)
    return attachment
