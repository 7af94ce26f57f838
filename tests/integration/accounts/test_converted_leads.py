"""A converted lead becomes a customer here: once, with the person's values under the contact's own key, or it is refused and says why."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from chassis.events import payload
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.tables import outbox
from chassis.transit import seal_for_transit
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1.events_pb2 import AccountRefused
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.leads.v1 import events_pb2 as leads
from crm.leads.v1 import leads_pb2
from tests.support.running import MASTER_KEY, ask, person, publish, send

ALL = ("account.read", "account.create", "account.archive", "contact.read")
CREDIT_CODE = "91330100MA27XL0B42"


@pytest.fixture
async def rep(accounts: Runtime) -> Principal:
    who = person(None, *ALL)
    tenant = identity.Tenant(id=str(who.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY")
    await send(accounts, "identity", who.tenant_id, tenant)
    user = identity.User(id=str(who.person_id), name="陈", team_id=str(who.team_ids[0]), state=identity.USER_STATE_ACTIVE)
    await send(accounts, "identity", who.tenant_id, user)
    await settle([accounts])
    return who


def converted(who: Principal, **fields: Any) -> leads.LeadConverted:
    lead_id = fields.pop("lead_id", None) or str(new_id())
    personal = {"phone": "13800138001", "wechat": "LiMing_88"}
    given: dict[str, Any] = {
        "lead_id": lead_id,
        "lead_name": "李明",
        "company_name": "杭州为民机械有限公司",
        "owner_id": str(who.person_id),
        "account_id": str(new_id()),
        "contact_id": str(new_id()),
        "source_name": "官网",
        "sealed_person": seal_for_transit(MASTER_KEY, who.tenant_id, UUID(lead_id), personal),
    }
    return leads.LeadConverted(**(given | fields))


async def tell(runtime: Runtime, who: Principal, *facts: Any) -> None:
    """Each as an event of its own, in this order."""
    events = [
        Event(
            id=str(new_id()),
            tenant_id=str(who.tenant_id),
            type=fact.DESCRIPTOR.full_name,
            payload=fact.SerializeToString(),
            subject_type="lead",
            subject_id=fact.lead_id,
            version=1,
            sequence=1,
        )
        for fact in facts
    ]
    await publish(runtime, "leads", *events)
    await settle([runtime])


async def refusals(runtime: Runtime) -> list[AccountRefused]:
    async with runtime.database.worker.connect() as connection:
        events = [Event.FromString(data) for data in await connection.scalars(select(outbox.c.data).order_by(outbox.c.position))]
    return [fact for event in events if isinstance(fact := payload(event), AccountRefused)]


@pytest.mark.capability("L-32")
async def test_a_lead_becomes_one_account_with_a_contact_however_often_it_is_told(accounts: Runtime, rep: Principal) -> None:
    fact = converted(rep, industry="机械", region="浙江", tags=["展会"], title="采购经理")
    await tell(accounts, rep, fact, fact)
    account = await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=fact.account_id))
    assert (account.name, account.owner_id, account.industry, list(account.tags)) == (
        "杭州为民机械有限公司",
        str(rep.person_id),
        "机械",
        ["展会"],
    )
    contact = await ask(accounts, rep, "GetContact", pb.GetContactRequest(contact_id=fact.contact_id))
    assert (contact.name, contact.title, contact.phone, contact.wechat) == ("李明", "采购经理", "13800138001", "LiMing_88")
    assert (await ask(accounts, rep, "ListContacts", pb.ListContactsRequest())).total.count == 1
    assert await refusals(accounts) == []


async def test_a_lead_comes_to_an_account_that_is_there(accounts: Runtime, rep: Principal) -> None:
    present = await ask(accounts, rep, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="为民")))
    fact = converted(rep, account_id=present.id, existing_account=True)
    await tell(accounts, rep, fact)
    contact = await ask(accounts, rep, "GetContact", pb.GetContactRequest(contact_id=fact.contact_id))
    assert contact.account_id == present.id
    assert (await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=present.id))).name == "为民"


async def test_what_cannot_be_made_is_refused_once_and_says_why(accounts: Runtime, rep: Principal) -> None:
    await ask(accounts, rep, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="为民", credit_code=CREDIT_CODE)))
    taken, gone = converted(rep, credit_code=CREDIT_CODE), converted(rep, existing_account=True)
    await tell(accounts, rep, taken, taken, gone)
    told = await refusals(accounts)
    assert [(each.lead_id, each.account_id, each.owner_id, each.reason) for each in told] == [
        (taken.lead_id, taken.account_id, str(rep.person_id), "CREDIT_CODE_TAKEN"),
        (gone.lead_id, gone.account_id, str(rep.person_id), "ACCOUNT_UNKNOWN"),
    ]
    assert (await ask(accounts, rep, "ListContacts", pb.ListContactsRequest())).total.count == 0


@pytest.mark.capability("A-09", "A-13")
async def test_the_life_of_a_lead_comes_to_its_account_also_where_it_is_told_late(accounts: Runtime, rep: Principal) -> None:
    fact = converted(rep)
    captured = leads.LeadCaptured(lead_id=fact.lead_id, lead_name="李明", source_name="官网", channel="baidu")
    touch = leads.TouchRecorded(touch_id=str(new_id()), lead_id=fact.lead_id, type=leads_pb2.TOUCH_TYPE_LINK_CLICKED, detail="灌装机")
    late = leads.LeadQualified(lead_id=fact.lead_id, owner_id=str(rep.person_id))
    await tell(accounts, rep, captured, touch, fact, late)
    page = await ask(accounts, rep, "ListAccountTimeline", pb.ListAccountTimelineRequest(account_id=fact.account_id))
    lines = {line.kind: dict(line.parameters) for line in page.entries}
    assert lines.keys() == {"LeadCaptured", "TouchRecorded", "LeadConverted", "LeadQualified"}
    assert lines["LeadCaptured"]["source"] == "官网"
    assert lines["TouchRecorded"] == {"type": "link_clicked", "detail": "灌装机"}
