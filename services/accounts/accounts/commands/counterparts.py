"""Whom a telephone system or WeCom names by number or id: contacts are found by their blind index, and the value itself is not kept."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from accounts import tables as t
from accounts.domain.subject import SubjectType
from chassis.errors import invalid, precondition
from chassis.personal_forms import PersonalKind
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import interactions_pb2 as pb

_KINDS = {"phone": (PersonalKind.PHONE, t.contact.c.phone_index), "wechat": (PersonalKind.WECHAT, t.contact.c.wechat_index)}
COUNTERPART = frozenset(_KINDS)
# A number that more contacts share belongs to a switchboard.
_MOST = 20


async def name_counterpart(uow: UnitOfWork, interaction: pb.Interaction) -> None:
    """Fills in the account and the contact where the body names a number or id instead of a subject.

    Of several accounts with that contact it is the one that the author looks after. Raises CONTACT_UNKNOWN, CONTACT_AMBIGUOUS.
    """
    named = {name: text for name in _KINDS if (text := getattr(interaction, name))}
    if interaction.subject_id or not named:
        return
    author = UUID(interaction.person_id) if interaction.person_id else uow.principal.person_id
    found = await _contacts(uow, named)
    theirs = [row for row in found if author is not None and author in (row.owner_id, *row.shared_with)] or found
    if not theirs:
        field = f"interaction.{next(iter(named))}"
        raise invalid(field, "No contact has this; add it to the contact, or name the subject.", "CONTACT_UNKNOWN")
    accounts = {row.account_id for row in theirs}
    if len(accounts) > 1:
        count = str(len(accounts))
        raise precondition("CONTACT_AMBIGUOUS", f"Contacts of {count} customers have this; name the subject.", count=count)
    interaction.subject_type, interaction.subject_id = SubjectType.ACCOUNT, str(accounts.pop())
    if len(theirs) == 1:
        interaction.contact_ids.append(str(theirs[0].id))


async def _contacts(uow: UnitOfWork, named: dict[str, str]) -> list[Any]:
    c = t.contact.c
    same = []
    for name, text in named.items():
        kind, index = _KINDS[name]
        try:
            same.append(index == uow.vault.index(kind, text))
        except ValueError as error:
            raise invalid(f"interaction.{name}", str(error), f"NOT_A_{kind.name}") from error
    here = (c.tenant_id == uow.tenant_id, c.archive_time.is_(None), or_(*same))
    columns = (c.id, c.account_id, c.owner_id, c.shared_with)
    return [*(await uow.execute(select(*columns).where(*here).order_by(c.id).limit(_MOST)))]
