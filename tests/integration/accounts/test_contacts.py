"""People at accounts: their personal data is sealed, shown to who is entitled, and can be erased."""

import pytest
from sqlalchemy import select

from accounts import tables
from chassis import disclosure
from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from chassis.tables import audit, outbox
from crm.accounts.v1 import accounts_pb2 as pb
from tests.support.running import ask, person

ALL = ("account.read", "account.create", "contact.read", "contact.create", "contact.update", "contact.reveal", "contact.erase")


@pytest.fixture
def rep() -> Principal:
    return person(None, *ALL)


async def wang(runtime: Runtime, who: Principal) -> pb.Contact:
    account = await ask(runtime, who, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="甲公司")))
    contact = pb.Contact(account_id=account.id, name="老王", title="采购经理", decision_role=pb.DECISION_ROLE_DECIDER)
    contact.phone, contact.email = "13800138000", "wang@example.com"
    made: pb.Contact = await ask(runtime, who, "CreateContact", pb.CreateContactRequest(contact=contact))
    return made


@pytest.mark.capability("A-03", "A-04", "A-05")
async def test_who_owns_the_account_sees_phone_and_mail_and_others_see_them_masked(accounts: Runtime, rep: Principal) -> None:
    made = await wang(accounts, rep)
    mine = await ask(accounts, rep, "GetContact", pb.GetContactRequest(contact_id=made.id))
    assert (mine.phone, mine.email) == ("13800138000", "wang@example.com")
    colleague = person(rep.tenant_id, *ALL)
    theirs = await ask(accounts, colleague, "GetContact", pb.GetContactRequest(contact_id=made.id))
    assert (theirs.phone, theirs.email) == ("138****8000", "w***@example.com")
    listed = await ask(accounts, rep, "ListContacts", pb.ListContactsRequest(search="8000"))
    assert [contact.phone for contact in listed.contacts] == ["138****8000"]


async def test_who_sees_the_data_of_many_people_in_a_day_is_noticed(
    accounts: Runtime, rep: Principal, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure, "MANY_PEOPLE", 2)
    for number in range(3):
        made = await wang(accounts, rep)
        for _ in range(2):
            await ask(accounts, rep, "GetContact", pb.GetContactRequest(contact_id=made.id))
        assert ("saw the personal data of 3 people today" in caplog.text) == (number == 2)
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        told = (await connection.execute(select(audit.c.person_id).where(audit.c.method == disclosure.DISCLOSED))).all()
    assert [row.person_id for row in told] == [rep.person_id] * 6


async def test_revealing_takes_a_reason_and_is_audited(accounts: Runtime, rep: Principal) -> None:
    made = await wang(accounts, rep)
    colleague = person(rep.tenant_id, *ALL)
    with pytest.raises(DomainError):
        await ask(accounts, colleague, "RevealContact", pb.RevealContactRequest(contact_id=made.id))
    shown = await ask(accounts, colleague, "RevealContact", pb.RevealContactRequest(contact_id=made.id, reason="客户来电核对"))
    assert shown.phone == "13800138000"
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        told = (await connection.execute(select(audit).where(audit.c.method == "RevealContact"))).one()
    assert (told.person_id, told.reason, str(told.subject_id)) == (colleague.person_id, "客户来电核对", made.id)


async def test_nothing_that_leaves_or_is_stored_holds_a_phone_in_the_clear(accounts: Runtime, rep: Principal) -> None:
    await wang(accounts, rep)
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        stored = [*(await connection.execute(select(tables.contact))).all(), *(await connection.execute(select(audit))).all()]
    async with accounts.database.worker.connect() as connection:
        events = list(await connection.scalars(select(outbox.c.data)))
    assert stored
    assert events
    assert "13800138000" not in repr(stored)
    assert not any(b"13800138000" in event for event in events)


async def test_erasing_a_contact_makes_what_was_sealed_unreadable(accounts: Runtime, rep: Principal) -> None:
    made = await wang(accounts, rep)
    await ask(accounts, rep, "EraseContact", pb.EraseContactRequest(contact_id=made.id, reason="本人要求"))
    gone = await ask(accounts, rep, "GetContact", pb.GetContactRequest(contact_id=made.id))
    assert (gone.name, gone.phone, gone.email) == ("***", "***", "***")
    change = pb.UpdateContactRequest(contact_id=made.id, contact=pb.Contact(phone="13900139000"))
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "UpdateContact", change)
    assert refusal.value.reason == "PERSON_ERASED"


async def test_a_phone_that_is_none_is_refused_with_its_field(accounts: Runtime, rep: Principal) -> None:
    account = await ask(accounts, rep, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="甲公司")))
    wrong = pb.Contact(account_id=account.id, name="老王", phone="call me")
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "CreateContact", pb.CreateContactRequest(contact=wrong))
    assert refusal.value.violations[0].field == "contact.phone"
