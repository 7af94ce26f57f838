"""Commands on contacts."""

from typing import Any

from accounts.domain.account import Account
from accounts.domain.contact import Contact
from chassis import external
from chassis.batch import create_rows
from chassis.messages import values
from chassis.personal_forms import PersonalKind
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.accounts.v1 import accounts_pb2 as pb

KIND = "contact"
SEALED = {"phone": PersonalKind.PHONE, "email": PersonalKind.MAIL, "wechat": PersonalKind.WECHAT}


@command
async def create_contact(request: pb.CreateContactRequest, uow: UnitOfWork) -> Contact:
    given = values(request.contact)
    account = await uow.get(Account, given.pop("account_id"))
    contact = Contact(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        account_id=account.id,
        name=given.pop("name"),
        owner_id=account.owner_id,
        team_id=account.team_id,
        shared_with=[*account.shared_with],
    )
    contact.revise(**await sealed(uow, contact, given, new=True))
    return uow.add(contact)


@command
async def batch_create_contacts(request: pb.BatchCreateContactsRequest, uow: UnitOfWork) -> pb.BatchCreateContactsResponse:
    return pb.BatchCreateContactsResponse(verdicts=await create_rows(request.requests, create_contact, uow, kind=KIND))


@command
async def upsert_contact(request: pb.UpsertContactRequest, uow: UnitOfWork) -> Contact:
    contact = await uow.by_external(Contact, request.system, request.company_code, request.external_id)
    if contact is None:
        require(request.contact, "contact")
        external.add(request.contact.external_refs, request.system, request.company_code, request.external_id)
        return await create_contact(pb.CreateContactRequest(contact=request.contact), uow)
    contact.revise(**await sealed(uow, contact, values(request.contact, request.update_mask)))
    return contact


@command
async def update_contact(request: pb.UpdateContactRequest, uow: UnitOfWork) -> Contact:
    contact = await uow.get(Contact, request.contact_id, etag=request.etag)
    contact.revise(**await sealed(uow, contact, values(request.contact, request.update_mask)))
    return contact


@command
async def archive_contact(request: pb.ArchiveContactRequest, uow: UnitOfWork) -> Contact:
    contact = await uow.get(Contact, request.contact_id, etag=request.etag, archived=True)
    contact.archive(uow.now)
    return contact


@command
async def restore_contact(request: pb.RestoreContactRequest, uow: UnitOfWork) -> Contact:
    contact = await uow.get(Contact, request.contact_id, etag=request.etag, archived=True)
    contact.restore()
    return contact


@command
async def reveal_contact(request: pb.RevealContactRequest, uow: UnitOfWork) -> pb.Contact:
    contact = await uow.get(Contact, request.contact_id, archived=True)
    uow.note(KIND, contact.id, {"revealed": [None, sorted(SEALED)]})
    return await uow.vault.in_full(pb.Contact, contact)


@command
async def erase_contact(request: pb.EraseContactRequest, uow: UnitOfWork) -> Contact:
    contact = await uow.get(Contact, request.contact_id, etag=request.etag, archived=True)
    contact.erase(uow.now)
    await uow.vault.forget(contact.id)
    return contact


async def sealed(uow: UnitOfWork, contact: Contact, given: dict[str, Any], *, new: bool = False) -> dict[str, Any]:
    """The given values with phone, mail and WeChat id enciphered under the contact's own key; a `new` one has none yet."""
    return given | {
        name: await uow.vault.seal(contact.id, kind, given[name], field=f"contact.{name}", new=new)
        for name, kind in SEALED.items()
        if name in given
    }
