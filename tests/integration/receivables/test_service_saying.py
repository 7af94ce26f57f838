"""Preparations, reminders, promises, disputes and intents, by RPC and by the clock."""

from datetime import UTC, date
from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.events import payload
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.accounts.v1 import events_pb2 as interactions
from crm.accounts.v1.interactions_pb2 import INTERACTION_TYPE_CALL
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1.event_pb2 import Event
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.triggers import MilestoneKind
from tests.integration.receivables.company import SHANGHAI, Company, amount, cny
from tests.support.book import on_reaching
from tests.support.running import publish, send

pytestmark = pytest.mark.asyncio(loop_scope="module")

PREPARE, REMIND = facts.InstalmentPreparationDue.DESCRIPTOR.full_name, facts.InstalmentReminderDue.DESCRIPTOR.full_name


def due_in(days: int) -> terms.PaymentTerms:
    credit = terms.CreditPeriod(offset=terms.Offset(amount=days, unit=terms.OFFSET_UNIT_DAYS))
    return terms.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, name="货款", share="100", credit=credit)])


async def sign(company: Company, gross: str, due: date, **given: Any) -> pb.Instalment:
    """A contract whose whole price is due on that day."""
    contract = await company.sign(gross, due_in((due - company.today).days), **given)
    (instalment,) = await company.instalments(contract)
    assert instalment.due_date == due.isoformat()
    return instalment


async def instalment(company: Company, id: str) -> pb.Instalment:
    found: pb.Instalment = await company.ask("GetInstalment", pb.GetInstalmentRequest(instalment_id=id))
    return found


async def asked(company: Company) -> list[tuple[str, int, str]]:
    """On which day of the company, which level, for how much."""
    found: list[tuple[Event, Any]] = [(event, payload(event)) for event in await company.events() if event.type == REMIND]
    return [
        (f"{event.create_time.ToDatetime(UTC).astimezone(SHANGHAI):%m-%d %H:%M}", fact.level, amount(fact.payable)) for event, fact in found
    ]


async def prepared(company: Company) -> list[tuple[str, int, str]]:
    found: list[tuple[Event, Any]] = [(event, payload(event)) for event in await company.events() if event.type == PREPARE]
    return [
        (f"{event.create_time.ToDatetime(UTC).astimezone(SHANGHAI):%m-%d}", fact.days_before, fact.payment_date) for event, fact in found
    ]


def promise_of(owed: pb.Instalment, day: date, given: str = "") -> pb.CreatePromiseRequest:
    line = pb.PromiseLine(instalment_id=owed.id, amount=cny(given) if given else None)
    return pb.CreatePromiseRequest(
        promise=pb.Promise(
            lines=[line], promise_date=day.isoformat(), medium=pb.PROMISE_MEDIUM_PHONE, speaker="财务部 王会计", evidence="周五付清"
        )
    )


async def promise(company: Company, owed: pb.Instalment, day: date, given: str = "") -> pb.Promise:
    made: pb.Promise = await company.ask("CreatePromise", promise_of(owed, day, given), by=company.lin)
    return made


async def get_promise(company: Company, id: str) -> pb.Promise:
    found: pb.Promise = await company.ask("GetPromise", pb.GetPromiseRequest(promise_id=id))
    return found


# --- reminders -----------------------------------------------------------------------------------


@pytest.mark.capability("R-07")
@pytest.mark.capability("R-08")
@pytest.mark.capability("R-09")
async def test_reminders_come_at_the_beginning_of_working_days_over_a_make_up_saturday_and_the_spring_festival(company: Company) -> None:
    """Due on Friday 13 February 2026. The Saturday after it is worked; from the 15th to the 23rd nobody works."""
    owed = await sign(company, "80000.00", date(2026, 2, 13))
    await company.walk_to(date(2026, 2, 12))
    await company.pay(owed, "20000.00")
    await company.walk_to(date(2026, 3, 20))
    assert await asked(company) == [
        ("02-10 00:00", -3, "80000.00"),
        ("02-13 00:00", 0, "60000.00"),
        ("02-14 00:00", 1, "60000.00"),
        ("02-24 00:00", 7, "60000.00"),
        ("02-28 00:00", 15, "60000.00"),
        ("03-16 00:00", 30, "60000.00"),
    ]
    assert await prepared(company) == [("01-14", 30, "2026-02-13"), ("01-29", 15, "2026-02-13")]
    await company.agrees()


async def test_what_is_paid_before_its_day_says_nothing_on_it(company: Company) -> None:
    owed = await sign(company, "1000.00", date(2025, 12, 31))
    await company.walk_to(date(2025, 12, 30))
    await company.pay(owed, "1000.00")
    await company.walk_to(date(2026, 2, 15))
    assert [level for _, level, _ in await asked(company)] == [-3]


async def test_preparations_follow_the_customers_payment_day(company: Company) -> None:
    await sign(company, "80000.00", date(2026, 1, 30))
    habit = accounts.PaymentHabit(payment_day=1)
    changed = accounts.Account(
        id=company.customer_id, name="牡丹精工", payment_habit=habit, owner_id=str(company.lin.person_id), team_id=str(company.north)
    )
    await send(company.runtime, "accounts", company.tenant_id, changed, version=2)
    await company.settle()
    await company.walk_to(date(2026, 2, 12))
    assert await prepared(company) == [("12-31", 30, "2026-01-30"), ("01-15", 15, "2026-01-30"), ("01-29", 3, "2026-02-01")]
    later = await company.sign("80000.00", due_in(40))
    assert (await company.plan(later)).payment_day == 1


async def test_imported_history_is_reminded_of_only_in_days_to_come(company: Company) -> None:
    old = company.contract("80000.00", due_in(30), effective_date=date(2025, 10, 29), historical=True)
    await company.hear(old.take_effect())
    await company.walk_to(date(2026, 1, 3))
    assert (await prepared(company), await asked(company)) == (
        [],
        [("12-05 00:00", 7, "80000.00"), ("12-15 00:00", 15, "80000.00"), ("12-29 00:00", 30, "80000.00")],
    )


async def test_changed_settings_hold_for_plans_made_afterwards(company: Company) -> None:
    before = await sign(company, "80000.00", date(2025, 12, 31))
    read = await company.ask("GetReceivableSettings", pb.GetReceivableSettingsRequest())
    assert list(read.dunning.reminder_levels) == [-3, 0, 1, 7, 15, 30]
    body = pb.ReceivableSettings(dunning=pb.DunningPolicy(reminder_levels=[0], due_soon_days=2, preparation_minimums=[cny("100000.00")]))
    mask = FieldMask(paths=["dunning.reminder_levels", "dunning.due_soon_days", "dunning.preparation_minimums"])
    change = pb.UpdateReceivableSettingsRequest(receivable_settings=body, update_mask=mask, etag=read.etag)
    after = await company.ask("UpdateReceivableSettings", change, by=company.manager)
    assert (list(after.dunning.reminder_levels), list(after.dunning.preparation_days)) == ([0], [30, 15])
    await sign(company, "90000.00", date(2025, 12, 31))
    await company.walk_to(date(2026, 1, 5))
    levels = sorted((given, level) for _, level, given in await asked(company))
    assert levels == [("80000.00", -3), ("80000.00", 0), ("80000.00", 1), ("90000.00", 0)]
    assert (await instalment(company, before.id)).payment_state == pb.PAYMENT_STATE_NONE


# --- promises ------------------------------------------------------------------------------------


@pytest.mark.capability("R-10")
async def test_a_promise_pauses_reminders_to_its_day_and_a_working_day_and_only_then_breaks(company: Company) -> None:
    """Promised for Saturday 14 February 2026, on which people work; the working day after it is the 24th."""
    owed = await sign(company, "80000.00", date(2026, 2, 6))
    await company.walk_to(date(2026, 2, 9))
    made = await promise(company, owed, date(2026, 2, 14))
    assert (made.break_date, amount(made.amount), made.number, made.owner_id) == (
        "2026-02-24",
        "80000.00",
        "CN000001",
        str(company.lin.person_id),
    )
    await company.walk_to(date(2026, 2, 23))
    assert [level for _, level, _ in await asked(company)] == [-3, 0, 1]
    assert (await get_promise(company, made.id)).state == pb.PROMISE_STATE_OPEN
    await company.said()
    await company.walk_to(date(2026, 2, 24))
    assert sorted(await company.said()) == ["InstalmentReminderDue", "PromiseBroken"]
    assert (await asked(company))[-1] == ("02-24 00:00", 15, "80000.00")
    broken = await get_promise(company, made.id)
    assert (broken.state, amount((await instalment(company, owed.id)).promised)) == (pb.PROMISE_STATE_BROKEN, "0.00")


@pytest.mark.capability("R-10")
async def test_a_promise_is_kept_by_payments_and_opened_again_by_a_reversal(company: Company) -> None:
    owed = await sign(company, "1000.00", date(2025, 12, 8))
    made = await promise(company, owed, date(2025, 12, 19), "600.00")
    assert amount((await instalment(company, owed.id)).payable) == "400.00"
    await company.pay(owed, "250.00")
    assert amount((await get_promise(company, made.id)).kept) == "250.00"
    receipt = await company.pay(owed, "500.00")
    assert (await get_promise(company, made.id)).state == pb.PROMISE_STATE_KEPT
    assert [name for name in await company.said() if name.startswith("Promise")] == ["PromiseMade", "PromiseKept"]
    await company.reverse(receipt)
    opened = await get_promise(company, made.id)
    assert (opened.state, amount(opened.kept)) == (pb.PROMISE_STATE_OPEN, "250.00")
    await company.walk_to(date(2025, 12, 23))
    assert [name for name in await company.said() if name.startswith("Promise")] == ["PromiseBroken"]
    await company.agrees()


async def test_a_promise_changes_until_its_day_is_over_and_is_withdrawn_with_a_reason(company: Company) -> None:
    owed = await sign(company, "1000.00", date(2025, 12, 8))
    made = await promise(company, owed, date(2025, 12, 12))
    body = pb.Promise(promise_date="2025-12-15", speaker="王总")
    moved = await company.ask("UpdatePromise", pb.UpdatePromiseRequest(promise_id=made.id, promise=body, etag=made.etag), by=company.lin)
    assert (moved.promise_date, moved.break_date, moved.speaker, moved.evidence) == ("2025-12-15", "2025-12-16", "王总", "周五付清")
    assert (await instalment(company, owed.id)).pauses == 2
    await company.refused(
        "STALE_ETAG", "UpdatePromise", pb.UpdatePromiseRequest(promise_id=made.id, promise=body, etag=made.etag), by=company.lin
    )
    lines = pb.Promise(lines=[pb.PromiseLine(instalment_id=owed.id, amount=cny("1.00"))])
    await company.refused("LINES_STAY", "UpdatePromise", pb.UpdatePromiseRequest(promise_id=made.id, promise=lines), by=company.lin)
    withdrawn = await company.ask("WithdrawPromise", pb.WithdrawPromiseRequest(promise_id=made.id, reason="记错合同"), by=company.lin)
    assert (withdrawn.state, withdrawn.withdraw_reason) == (pb.PROMISE_STATE_WITHDRAWN, "记错合同")
    await company.walk_to(date(2025, 12, 18))
    assert [level for _, level, _ in await asked(company)] == [-3, 0, 1, 7]


async def test_promises_are_seen_and_made_by_whom_their_contract_belongs_to(company: Company) -> None:
    contract = await company.sign("1000.00", due_in(7))
    (owed,) = await company.instalments(contract)
    made = await promise(company, owed, date(2025, 12, 12))
    lin, wang = (company.seeing(who, Reach.OWN) for who in (company.lin, company.wang))

    async def seen(who: Principal) -> list[str]:
        listed = await company.ask("ListPromises", pb.ListPromisesRequest(filter="state = OPEN", search="王会计"), by=who)
        return [each.id for each in listed.promises]

    assert (await seen(lin), await seen(wang)) == ([made.id], [])
    await company.refused("NOT_FOUND", "CreatePromise", promise_of(owed, date(2025, 12, 20)), by=wang)
    await company.hear(contract.hand_over(company.wang))
    assert (await seen(lin), await seen(wang)) == ([], [made.id])


# --- disputes ------------------------------------------------------------------------------------


async def test_a_disputed_amount_is_neither_asked_for_nor_paid_by_itself_and_another_person_resolves_it(company: Company) -> None:
    owed = await sign(company, "1000.00", date(2025, 12, 8))
    body = pb.Dispute(
        instalment_id=owed.id,
        amount=cny("300.00"),
        reason=pb.DISPUTE_REASON_QUALITY,
        detail="主轴异响",
        responsible_side=pb.RESPONSIBLE_SIDE_US,
        responsible_id=str(company.wang.person_id),
    )
    dispute = await company.ask("CreateDispute", pb.CreateDisputeRequest(dispute=body))
    await company.walk_to(date(2025, 12, 8))
    assert (await asked(company))[-1] == ("12-08 00:00", 0, "700.00")
    receipt = await company.allocate(await company.receive("1000.00"))
    assert (amount(receipt.allocated), amount(receipt.unapplied)) == ("700.00", "300.00")
    await company.walk_to(date(2025, 12, 9))
    assert len(await asked(company)) == 2
    assert await company.owed() == "300.00"
    resolve = pb.ResolveDisputeRequest(dispute_id=dispute.id, outcome=pb.DISPUTE_OUTCOME_UNJUSTIFIED, resolution="检测合格，客户认可")
    await company.refused("MAKER_IS_CHECKER", "ResolveDispute", resolve)
    resolved = await company.ask("ResolveDispute", resolve, by=company.manager)
    assert (resolved.state, resolved.resolved_by) == (pb.DISPUTE_STATE_RESOLVED, str(company.manager.person_id))
    await company.settle()
    assert (await asked(company))[-1] == ("12-09 09:00", 1, "300.00")
    listed = await company.ask("ListDisputes", pb.ListDisputesRequest(filter="state = RESOLVED AND reason = QUALITY", search="异响"))
    assert [each.id for each in listed.disputes] == [dispute.id]
    assert [name for name in await company.said() if name.startswith("Dispute")] == ["DisputeOpened", "DisputeResolved"]
    await company.agrees()


async def test_a_dispute_changes_hands_and_words_but_not_its_amount(company: Company) -> None:
    owed = await sign(company, "1000.00", date(2025, 12, 8))
    body = pb.Dispute(instalment_id=owed.id, reason=pb.DISPUTE_REASON_PRICE)
    dispute = await company.ask("CreateDispute", pb.CreateDisputeRequest(dispute=body), by=company.lin)
    assert (amount(dispute.amount), dispute.dispute_date) == ("1000.00", "2025-12-01")

    def update(**fields: Any) -> pb.UpdateDisputeRequest:
        return pb.UpdateDisputeRequest(dispute_id=dispute.id, dispute=pb.Dispute(**fields))

    changed = await company.ask(
        "UpdateDispute", update(detail="单价与报价不符", responsible_side=pb.RESPONSIBLE_SIDE_CUSTOMER), by=company.lin
    )
    assert (changed.detail, changed.responsible_side) == ("单价与报价不符", pb.RESPONSIBLE_SIDE_CUSTOMER)
    await company.refused("DISPUTE_STAYS", "UpdateDispute", update(amount=cny("1.00")), by=company.lin)


# --- intents -------------------------------------------------------------------------------------


@pytest.mark.capability("R-10")
async def test_what_a_customer_means_to_do_is_kept_over_time_and_shown_where_it_owes(company: Company) -> None:
    owed, other = await sign(company, "1000.00", date(2025, 12, 8)), await sign(company, "2000.00", date(2025, 12, 9))

    async def note(kind: pb.IntentKind.ValueType, day: str = "", **subject: str) -> pb.Intent:
        body = pb.Intent(kind=kind, intent_date=day, speaker="财务部 王会计", evidence="电话中说月底安排", **subject)  # type: ignore[arg-type]
        made: pb.Intent = await company.ask("CreateIntent", pb.CreateIntentRequest(intent=body), by=company.lin)
        return made

    first = await note(pb.INTENT_KIND_WILLING, customer_id=company.customer_id)
    await company.walk_to(date(2025, 12, 10))
    second = await note(pb.INTENT_KIND_STALLING, instalment_id=owed.id)
    await note(pb.INTENT_KIND_REFUSING, "2025-12-05", instalment_id=owed.id)
    shown = [(each.intent, each.intent_date) for each in (await instalment(company, owed.id), await instalment(company, other.id))]
    assert shown == [(pb.INTENT_KIND_STALLING, "2025-12-10"), (pb.INTENT_KIND_WILLING, "2025-12-01")]
    listed = await company.ask("ListIntents", pb.ListIntentsRequest(filter=f'customer_id = "{company.customer_id}"'))
    assert listed.intents[0] == second
    assert listed.intents[-1] == first
    told = [fact for fact in await company.facts() if isinstance(fact, facts.IntentRecorded)]
    assert [(fact.kind, fact.instalment.instalment_id, fact.customer_id) for fact in told][:2] == [
        (pb.INTENT_KIND_WILLING, "", company.customer_id),
        (pb.INTENT_KIND_STALLING, owed.id, company.customer_id),
    ]
    empty = pb.CreateIntentRequest(intent=pb.Intent(kind=pb.INTENT_KIND_LOST, evidence="空号"))
    await company.refused("SUBJECT_MISSING", "CreateIntent", empty, by=company.lin)
    late = pb.CreateIntentRequest(
        intent=pb.Intent(kind=pb.INTENT_KIND_LOST, evidence="空号", intent_date="2026-01-01", customer_id=company.customer_id)
    )
    await company.refused("DAY_IN_FUTURE", "CreateIntent", late, by=company.lin)


@pytest.mark.capability("R-11")
async def test_what_is_said_with_a_customer_about_money_is_archived_where_it_is_owed(company: Company) -> None:
    contract = await company.sign("1000.00", due_in(7))
    (owed,) = await company.instalments(contract)

    async def log(subject_type: str, subject_id: str) -> str:
        fact = interactions.InteractionLogged(interaction_id=str(new_id()), subject_type=subject_type, subject_id=subject_id)
        fact.type, fact.two_way, fact.person_id = INTERACTION_TYPE_CALL, True, str(company.lin.person_id)
        fact.interaction_time.FromDatetime(company.now)
        event = Event(id=str(new_id()), tenant_id=str(company.tenant_id), type=fact.DESCRIPTOR.full_name, subject_type="interaction")
        event.subject_id, event.payload = fact.interaction_id, fact.SerializeToString()
        event.create_time.FromDatetime(company.now)
        await publish(company.runtime, "accounts", event)
        await company.settle()
        return fact.interaction_id

    async def notes(who: Principal) -> list[tuple[str, str, str]]:
        listed = await company.ask("ListCollectionNotes", pb.ListCollectionNotesRequest(filter="kind = CALL"), by=who)
        return [(each.id, each.instalment_id, each.customer_id) for each in listed.collection_notes]

    await log("account", company.customer_id)
    await log("opportunity", str(new_id()))
    of_instalment = await log("instalment", owed.id)
    await company.walk_to(date(2025, 12, 10))
    of_customer = await log("account", company.customer_id)
    mine = company.seeing(company.lin, Reach.OWN)
    assert await notes(mine) == [(of_customer, "", company.customer_id), (of_instalment, owed.id, company.customer_id)]
    await company.hear(contract.hand_over(company.wang))
    assert await notes(company.seeing(company.wang, Reach.OWN)) == [(of_instalment, owed.id, company.customer_id)]


@pytest.mark.capability("R-05")
async def test_the_plan_of_a_new_contract_says_all_that_its_four_parties_need(company: Company) -> None:
    contract = await company.sign("1200000.00", due_in(30), region="华东")
    (made,) = [fact for fact in await company.facts() if isinstance(fact, facts.PlanCreated)]
    plan = await company.plan(contract)
    assert (made.plan.payment_plan_number, made.plan.region, made.plan.team_id, amount(made.plan.total)) == (
        plan.number,
        "华东",
        str(company.north),
        "1200000.00",
    )
    assert [(each.name, each.due_date or each.expected_date) for each in made.instalments] == [("货款", "2025-12-31")]
