"""What one person asks for waits on the lists of everybody who may decide, and of nobody else."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import events_pb2 as people
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import events_pb2 as receivables
from notifier.todo_tables import copy_role
from tests.integration.notifier.company import LEFT, Company, cny

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="module")]

COMPANY, BELOW = identity.REACH_COMPANY, identity.REACH_TEAM_AND_BELOW


def id_of(who: Principal) -> str:
    return str(who.person_id)


async def appoint(company: Company, name: str, *grants: identity.Grant, team: Any = None) -> Principal:
    """Somebody with a role of their own."""
    who, key = company.seeing(Reach.OWN), f"role_{new_id().hex}"
    company.roles[key] = str(new_id())
    await company.told("identity", company.changed(identity.Role(id=company.roles[key], key=key, name=name, grants=grants)))
    await company.employ(who, name, key, team=team)
    return who


def may(permission: str, reach: Any = COMPANY, **limits: Any) -> identity.Grant:
    return identity.Grant(permission=permission, reach=reach, limits=identity.Limits(**limits))


class WriteOff:
    """An accountant asks to write off what a customer of Li's owes."""

    def __init__(self, company: Company, customer_id: str, asked_by: Principal, legal_entity_id: str = "") -> None:
        self.company = company
        self.figures = receivables.AdjustmentFigures(
            adjustment_id=str(new_id()),
            number="TZ000001",
            customer_id=customer_id,
            legal_entity_id=legal_entity_id or str(new_id()),
            owner_id=id_of(company.li),
            amount=cny("120,000.00"),
            reason="客户破产",
            requested_by=id_of(asked_by),
        )

    def requested(self) -> Event:
        return self.fact(receivables.AdjustmentRequested(adjustment=self.figures))

    def approved(self, by: Principal, *, awaits: bool = False) -> Event:
        return self.fact(receivables.AdjustmentApproved(adjustment=self.figures, approved_by=id_of(by), awaits_confirmation=awaits))

    def posted(self) -> Event:
        # It is about the instalment that it settles, besides.
        settled = self.company.instalment(self.figures.customer_id)
        return self.fact(receivables.AdjustmentPosted(adjustment=self.figures, instalment=settled))

    def rejected(self) -> Event:
        return self.fact(receivables.AdjustmentRejected(adjustment=self.figures, reason="先走诉讼"))

    def fact(self, fact: Any) -> Event:
        return self.company.fact(fact, self.figures.adjustment_id)


@pytest.mark.capability("M-05", "X-17")
async def test_what_waits_for_a_second_person_is_on_the_list_of_each_who_may_decide_until_one_does(company: Company) -> None:
    first, second = [await appoint(company, name, may("adjustment.approve")) for name in ("钱总", "孙总")]
    boss = await appoint(company, "总经理", may("adjustment.confirm"))
    accountant = await appoint(company, "赵会计", may("adjustment.request"))
    asked = WriteOff(company, await company.customer(), accountant)
    await company.told("receivables", asked.requested())
    for who in (first, second):
        (todo,) = await company.todos(who)
        assert (todo.kind, todo.title, todo.items[0].amount) == ("adjustment_approve", "审批调整：杭州威敏", cny("120,000.00"))
        assert (todo.subject_type, todo.subject_id) == ("adjustment", asked.figures.adjustment_id)
        assert todo.reasons[0].text == "TZ000001 申请 ¥120,000.00：客户破产"
    for who in (accountant, boss, company.li, company.zhang):
        assert await company.kinds(who) == []

    await company.told("receivables", asked.approved(first, awaits=True))
    assert [await company.kinds(who) for who in (first, second, boss)] == [[], [], ["adjustment_confirm"]]
    await company.told("receivables", asked.posted())
    assert await company.kinds(boss) == []


async def test_who_asked_or_owns_it_is_not_asked_to_decide_whatever_they_may(company: Company) -> None:
    both = await appoint(company, "钱总", may("adjustment.approve"), may("adjustment.confirm"))
    other = await appoint(company, "孙总", may("adjustment.approve"), may("adjustment.confirm"))
    customer = await company.customer()
    await company.told("receivables", WriteOff(company, customer, both).requested())
    assert [await company.kinds(who) for who in (both, other)] == [[], ["adjustment_approve"]]

    owned = WriteOff(company, customer, company.wang)
    owned.figures.owner_id = id_of(other)
    await company.told("receivables", owned.requested(), owned.approved(both, awaits=True))
    assert [await company.kinds(who) for who in (both, other)] == [[], ["adjustment_approve"]]


async def test_a_right_reaches_as_far_here_as_it_does_there(company: Company) -> None:
    ours, theirs, below = str(new_id()), str(new_id()), new_id()
    limited = await appoint(company, "钱总", may("adjustment.approve", legal_entity_ids=[ours]))
    above = await appoint(company, "王经理", may("adjustment.approve", BELOW))
    beside = await appoint(company, "刘经理", may("adjustment.approve", BELOW), team=new_id())
    await company.told("identity", company.changed(identity.Team(id=str(below), name="杭州", parent_id=str(company.team))))
    await company.employ(company.li, "李明", team=below)
    asked = WriteOff(company, await company.customer(), company.wang, theirs)
    await company.told("receivables", asked.requested())
    assert [await company.kinds(who) for who in (limited, above, beside)] == [[], ["adjustment_approve"], []]
    await company.told("receivables", WriteOff(company, await company.customer(), company.wang, ours).requested())
    assert await company.kinds(limited) == ["adjustment_approve"]


@pytest.mark.parametrize("end", ["approved", "rejected", "posted"])
async def test_what_is_decided_before_one_hears_of_it_asks_nobody(company: Company, end: str) -> None:
    finance = await appoint(company, "钱总", may("adjustment.approve"))
    asked = WriteOff(company, await company.customer(), company.wang)
    requested = asked.requested()
    ended = asked.approved(finance) if end == "approved" else getattr(asked, end)()
    await company.told("receivables", ended)
    await company.told("receivables", requested, requested, ended)
    assert await company.kinds(finance) == []


async def test_what_comes_again_asks_once(company: Company) -> None:
    finance = await appoint(company, "钱总", may("adjustment.approve"))
    requested = WriteOff(company, await company.customer(), company.wang).requested()
    for _ in range(2):
        await company.told("receivables", requested, requested)
    assert await company.kinds(finance) == ["adjustment_approve"]


@pytest.mark.capability("R-14")
async def test_a_revision_waits_for_the_side_that_has_not_approved_it(company: Company) -> None:
    sales = await appoint(company, "王经理", may("plan_revision.approve", BELOW))
    finance = await appoint(company, "钱总", may("plan_revision.confirm"))
    both = await appoint(company, "孙总", may("plan_revision.approve"), may("plan_revision.confirm"))
    id, customer = str(new_id()), await company.customer()
    figures = receivables.RevisionFigures(
        plan_revision_id=id,
        contract_number="HT000001",
        customer_id=customer,
        owner_id=id_of(company.li),
        asked_by=id_of(company.li),
        moved=cny("90,000.00"),
        moved_days=30,
        reason="客户要求延期",
    )
    await company.told("receivables", company.fact(receivables.PlanRevisionAsked(revision=figures), id))
    approve, confirm = "plan_revision_approve", "plan_revision_confirm"
    assert [await company.kinds(who) for who in (sales, finance, both)] == [[approve], [confirm], [approve, confirm]]

    # The one who approved it for finance does not approve it for sales.
    half = receivables.PlanRevisionApproved(revision=figures, confirmed_by=id_of(both))
    await company.told("receivables", company.fact(half, id))
    assert [await company.kinds(who) for who in (sales, finance, both)] == [[approve], [], []]
    whole = receivables.PlanRevisionApproved(revision=figures, approved_by=id_of(sales), confirmed_by=id_of(both))
    await company.told("receivables", company.fact(whole, id))
    assert await company.kinds(sales) == []


async def test_of_two_invoices_of_a_contract_each_is_decided_by_itself(company: Company) -> None:
    finance = await appoint(company, "钱总", may("invoice.approve"), may("invoice.approve_red"))
    customer, contract = await company.customer(), str(new_id())

    def invoice(original: str = "") -> receivables.InvoiceFigures:
        return receivables.InvoiceFigures(
            invoice_id=str(new_id()),
            contract_id=contract,
            contract_number="HT000001",
            customer_id=customer,
            owner_id=id_of(company.li),
            requested_by=id_of(company.li),
            gross=cny("90,000.00"),
            original_id=original,
        )

    def asked(figures: receivables.InvoiceFigures) -> Event:
        return company.fact(receivables.InvoiceRequested(invoice=figures), figures.invoice_id)

    first, second, red = invoice(), invoice(), invoice(str(new_id()))
    early, other, late = asked(first), asked(red), asked(second)
    approved = company.fact(receivables.InvoiceApproved(invoice=first), first.invoice_id)
    await company.told("receivables", early, other, approved)
    assert await company.kinds(finance) == ["invoice_approve_red"]
    await company.told("receivables", late)
    assert await company.kinds(finance) == ["invoice_approve", "invoice_approve_red"]
    (todo,) = await company.todos(finance, "state = OPEN AND kind = invoice_approve")
    assert todo.reasons[0].parameters["invoice_id"] == second.invoice_id


@pytest.mark.capability("M-04", "X-17")
async def test_a_reversal_waits_for_whom_its_receipt_lies_in_reach_of(company: Company) -> None:
    finance = await appoint(company, "钱总", may("receipt.approve_reversal"))
    asking = await appoint(company, "赵会计", may("receipt.approve_reversal"))
    ours, theirs = str(new_id()), str(new_id())
    limited = await appoint(company, "孙总", may("receipt.approve_reversal", legal_entity_ids=[ours]))
    figures = receivables.ReversalFigures(
        reversal_id=str(new_id()),
        receipt_id=str(new_id()),
        receipt_number="SK000001",
        legal_entity_id=theirs,
        customer_id=await company.customer(),
        owner_id=id_of(company.li),
        payer_name="王五五金店",
        amount=cny("90,000.00"),
        reason="付错合同",
        asked_by=id_of(asking),
    )

    def told(kind: Any) -> Event:
        return company.fact(kind(reversal=figures), figures.receipt_id)

    for end in (receivables.ReversalDeclined, receivables.ReversalApproved):
        await company.told("receivables", told(receivables.ReversalAsked))
        assert [await company.kinds(who) for who in (finance, asking, limited, company.li)] == [["reversal_approve"], [], [], []]
        (todo,) = await company.todos(finance)
        assert (todo.title, todo.subject_type, todo.subject_id) == ("审批反核销：杭州威敏", "receipt", figures.receipt_id)
        assert todo.items[0].amount == cny("90,000.00")
        assert todo.reasons[0].text == "收款 SK000001 申请冲回 ¥90,000.00 王五五金店：付错合同"
        await company.told("receivables", told(end))
        assert await company.kinds(finance) == []

    # Nobody knows whose money it is.
    figures.customer_id = figures.owner_id = ""
    figures.receipt_id, figures.legal_entity_id = str(new_id()), ours
    await company.told("receivables", told(receivables.ReversalAsked))
    assert [await company.kinds(who) for who in (finance, asking, limited)] == [["reversal_approve"], [], ["reversal_approve"]]
    assert [todo.title for todo in await company.todos(finance)] == ["审批反核销：SK000001"]


@pytest.mark.capability("M-11", "X-17")
async def test_who_pays_for_whom_is_confirmed_by_anybody_who_may_for_it_belongs_to_nobody(company: Company) -> None:
    asking = await appoint(company, "赵会计", may("payer_alias.confirm"))
    near = await appoint(company, "王会计", may("payer_alias.confirm", BELOW))
    limited = await appoint(company, "孙总", may("payer_alias.confirm", legal_entity_ids=[str(new_id())]))
    figures = receivables.PayerAliasFigures(
        payer_alias_id=str(new_id()),
        customer_id=await company.customer(),
        payer_name="王五五金店",
        payer_account="****4321",
        evidence="三方付款协议",
        asked_by=id_of(asking),
    )

    def told(kind: Any, **more: str) -> Event:
        return company.fact(kind(payer_alias=figures, **more), figures.payer_alias_id)

    await company.told("receivables", told(receivables.PayerAliasAsked))
    assert [await company.kinds(who) for who in (asking, near, limited, company.li)] == [
        [],
        ["payer_alias_confirm"],
        ["payer_alias_confirm"],
        [],
    ]
    (todo,) = await company.todos(near)
    assert (todo.title, todo.subject_type, todo.subject_id) == ("确认付款人：杭州威敏", "payer_alias", figures.payer_alias_id)
    assert todo.reasons[0].text == "代付登记 王五五金店 ****4321：三方付款协议"
    await company.told("receivables", told(receivables.PayerAliasConfirmed))
    assert [await company.kinds(who) for who in (near, limited)] == [[], []]

    # Turned down, or thought better of, before anybody heard of it.
    figures.payer_alias_id = str(new_id())
    asked = told(receivables.PayerAliasAsked)
    await company.told("receivables", told(receivables.PayerAliasEnded, ended_by=id_of(asking)), asked)
    assert await company.kinds(near) == []


@pytest.mark.capability("M-08", "M-09", "X-17")
@pytest.mark.parametrize("run", ["provision", "exchange"])
async def test_what_a_month_end_reckons_waits_for_who_may_post_it(company: Company, run: str) -> None:
    entity, period = str(new_id()), str(new_id())
    asking, finance = [await appoint(company, name, may(f"{run}.post")) for name in ("赵会计", "钱总")]
    elsewhere = await appoint(company, "孙总", may(f"{run}.post", legal_entity_ids=[str(new_id())]))
    word, figures = run.capitalize(), {"legal_entity_id": entity, "fiscal_period_id": period, "end_date": "2025-11-30"}

    def told(end: str, id: str) -> Event:
        held = {**figures, f"{run}_run_id": id, "change": cny("-1,800.00"), "prepared_by": id_of(asking)}
        held |= {"needed": cny("200.00")} if run == "provision" else {"realised_change": cny("200.00")}
        return company.fact(getattr(receivables, f"{word}{end}")(**{run: getattr(receivables, f"{word}Figures")(**held)}), id)

    for end in ("Posted", "Ended"):
        id = str(new_id())
        await company.told("receivables", told("Prepared", id))
        assert [await company.kinds(who) for who in (asking, finance, elsewhere)] == [[], [f"{run}_confirm"], []]
        (todo,) = await company.todos(finance)
        assert (todo.subject_type, todo.subject_id, todo.items[0].amount) == (f"{run}_run", id, cny("-1,800.00"))
        assert todo.title.endswith("：2025-11-30")
        said = todo.reasons[0].parameters
        assert (said["legal_entity_id"], said["fiscal_period_id"]) == (entity, period)
        await company.told("receivables", told(end, id))
        assert await company.kinds(finance) == []


async def test_a_role_decides_as_it_was_shipped_by_what_nobody_has_told_of_it(company: Company) -> None:
    finance, key = company.seeing(Reach.OWN), "finance_manager"
    role = identity.Role(id=str(new_id()), key=key, name="财务经理", grants=[may("payer_alias.confirm")])
    company.roles[key] = role.id
    await company.told("identity", company.changed(role))
    await company.employ(finance, "钱总", key)
    asked = WriteOff(company, await company.customer(), company.wang)
    await company.told("receivables", asked.requested())
    assert await company.kinds(finance) == []

    # It was told when nobody asked after that permission.
    service = Principal.service("notifier", company.tenant_id, cause="test")
    async with company.runtime.unit_of_work(service, method="test") as uow:
        untold = copy_role.c.grants.op("-")("adjustment.approve")
        await uow.execute(update(copy_role).where(copy_role.c.id == UUID(role.id)).values(grants=untold))
    await company.told("receivables", asked.requested())
    assert await company.kinds(finance) == ["adjustment_approve"]


async def test_a_leavers_decisions_stay_with_the_others_or_go_to_a_manager_who_did_not_ask(company: Company) -> None:
    first, second = [await appoint(company, name, may("adjustment.approve")) for name in ("钱总", "孙总")]
    customer = await company.customer()
    await company.told("receivables", WriteOff(company, customer, company.wang).requested())
    await leave(company, first)
    assert [await company.kinds(who) for who in (first, second, company.zhang)] == [[], ["adjustment_approve"], ["hand_over"]]
    await leave(company, second)
    assert await company.kinds(company.zhang) == ["adjustment_approve", "hand_over", "hand_over"]


async def leave(company: Company, who: Principal) -> None:
    await company.employ(who, "离职", state=LEFT)
    left = people.UserLeft(user_id=id_of(who), manager_id=id_of(company.zhang), reason="离职")
    await company.told("identity", company.fact(left, id_of(who)))
