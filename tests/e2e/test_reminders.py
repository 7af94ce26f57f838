"""Story 2 of nobody is forgotten: who hears of money on which morning, over a make-up Saturday (调休) and the Spring Festival of 2026.

15 to 23 February 2026 are holidays, the Saturdays 14 and 28 February are worked. A message is written as its customer and its lines:
"为民: preparation 60,000.00 + reminder 500,000.00".
"""

import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime

import psutil
import pytest

from tests.support.office import Office
from tests.support.signing import body, within
from tests.support.world import ZONE, World

BEGIN = datetime(2026, 1, 19, 9, tzinfo=ZONE)


async def _seconds_until(true: Callable[[], Awaitable[bool]]) -> float:
    began = time.monotonic()
    while not await true():
        assert time.monotonic() - began < 30
    return time.monotonic() - began


@pytest.mark.timeout(900)
@pytest.mark.capability("R-05", "R-07", "R-08", "R-09", "N-05", "N-06", "N-11", "X-06")
async def test_everybody_hears_of_money_on_the_right_mornings_and_of_nothing_else(earth: World) -> None:
    office = await Office(await earth.company(start=BEGIN)).staff()
    weimin = await office.account(office.rep, "为民", paymentHabit={"paymentDay": 25})
    keda = await office.account(office.li, "科达", tier="TIER_A")
    haitian = await office.account(office.li, "海天")

    # A new plan: sales, finance and operations hear of it at once, executives at once of a great one, of others the next morning.
    # 30 days end in the Spring Festival: due on 24 February.
    first, second, third = await office.sells(
        office.rep, weimin, "640000.00", within(30, "500000.00"), within(39, "90000.00"), within(58, "50000.00")
    )
    assert [each["dueDate"] for each in (first, second, third)] == ["2026-02-24", "2026-02-27", "2026-03-18"]
    await office.sells(office.li, keda, "40000.00", within(36, "40000.00"))
    (great,) = await office.sells(office.li, haitian, "1000000.00", within(45, "1000000.00"))
    await office.expect(
        *("3 ContractEffective", "3 PlanCreated", "5 InstalmentClaimable"),
        rep=["为民: plan_created 640,000.00"],
        li=["科达: plan_created 40,000.00", "海天: plan_created 1,000,000.00"],
        finance=["为民: plan_created 640,000.00", "科达: plan_created 40,000.00", "海天: plan_created 1,000,000.00"],
        operations=["为民: plan_created 640,000.00", "科达: plan_created 40,000.00", "海天: plan_created 1,000,000.00"],
        boss=["海天: plan_created_great 1,000,000.00"],
    )
    assert await office.decisions(office.boss, date(2026, 1, 19)) == [
        ("DEFERRED", "DIGEST", "plan_created_daily"),
        ("DEFERRED", "DIGEST", "plan_created_daily"),
        ("SENT", "SENT", "plan_created_great"),
    ]
    await office.morning(date(2026, 1, 20), boss=["daily_digest: plan_created_daily 40,000.00 + plan_created_daily 640,000.00"])

    # Preparations, 30 and 15 days ahead, on the working day on or before: owner, 商务 and finance. 40,000 are too little to prepare for.
    prepare: dict[str, list[str]] = {}
    for day, amount in (
        (date(2026, 1, 23), "500,000.00"),
        (date(2026, 1, 28), "90,000.00"),
        (date(2026, 2, 3), "1,000,000.00"),
        (date(2026, 2, 9), "500,000.00"),
        (date(2026, 2, 12), "90,000.00"),
    ):
        heard = [f"{'海天' if amount == '1,000,000.00' else '为民'}: preparation {amount}"]
        prepare = {"li" if amount == "1,000,000.00" else "rep": heard, "commercial": heard, "finance": heard}
        await office.morning(day, "InstalmentPreparationDue", **prepare)

    # The make-up Saturday before the festival: what would fall into the holidays is said here, one message for each customer.
    everything = "为民: preparation 50,000.00 + preparation 500,000.00 + reminder 500,000.00"
    await office.morning(
        date(2026, 2, 14),
        *("3 InstalmentPreparationDue", "2 InstalmentReminderDue"),
        rep=[everything],
        li=["科达: reminder 40,000.00", "海天: preparation 1,000,000.00"],
        commercial=["为民: preparation 50,000.00 + preparation 500,000.00", "海天: preparation 1,000,000.00"],
        finance=[everything, "科达: reminder 40,000.00", "海天: preparation 1,000,000.00"],
    )
    decided = Counter(outcome for outcome, _, _ in await office.decisions(office.rep, date(2026, 2, 14), subject_id=weimin))
    assert decided == {"DEFERRED": 3, "MERGED": 2, "SENT": 1}

    # Nothing for nine days; the day itself, and the day after.
    await office.morning(
        date(2026, 2, 24),
        *("3 InstalmentDueSoon", "2 InstalmentDue", "3 InstalmentReminderDue"),
        rep=["为民: reminder 500,000.00 + reminder 90,000.00"],
        li=["科达: reminder 40,000.00"],
        finance=["为民: reminder 500,000.00 + reminder 90,000.00", "科达: reminder 40,000.00"],
    )
    await office.morning(
        date(2026, 2, 25),
        *("2 InstalmentOverdue", "2 InstalmentReminderDue"),
        rep=["为民: reminder 500,000.00"],
        li=["科达: reminder 40,000.00"],
        finance=["为民: reminder 500,000.00", "科达: reminder 40,000.00"],
    )

    # A promise for Friday makes reminders wait until the next working day, a make-up Saturday, and only then is it broken.
    await office.morning(date(2026, 2, 26), "InstalmentDueSoon")
    assert (await office.promises(second, date(2026, 2, 27)))["breakDate"] == "2026-02-28"
    await office.morning(date(2026, 2, 27), "PromiseMade", "InstalmentDue")
    await office.morning(
        date(2026, 2, 28),
        *("PromiseBroken", "InstalmentOverdue", "InstalmentReminderDue"),
        rep=["为民: promise_broken 90,000.00 + reminder 90,000.00"],
        manager=["为民: promise_broken 90,000.00"],
        finance=["为民: reminder 90,000.00"],
    )

    # From the seventh day on the manager hears of it, too: the one of the owner's team.
    await office.morning(
        date(2026, 3, 2), "InstalmentReminderDue", li=["海天: reminder 1,000,000.00"], finance=["海天: reminder 1,000,000.00"]
    )
    await office.morning(
        date(2026, 3, 3),
        *("InstalmentPreparationDue", "2 InstalmentReminderDue"),
        rep=["为民: preparation 50,000.00 + reminder 500,000.00"],
        manager=["为民: reminder_manager 500,000.00"],
        commercial=["为民: preparation 50,000.00"],
        li=["科达: reminder 40,000.00"],
        head=["科达: reminder_manager 40,000.00"],
        finance=["为民: preparation 50,000.00 + reminder 500,000.00", "科达: reminder 40,000.00"],
    )

    # Paid at 08:59: the to-do closes within a second, and of what the day began with nothing is said at 09:00.
    await earth.advance(office.company, datetime(2026, 3, 5, 8, 59, tzinfo=ZONE))
    await office.expect("InstalmentDue", "InstalmentReminderDue")

    async def done() -> bool:
        return not (await office.li.get("/v1/todos", filter=f'state = OPEN AND kind = "collect" AND subject_id = "{haitian}"'))["todos"]

    assert not await done()
    await office.pays(great, "1000000.00")
    # On a machine that others work on, in proportion.
    assert await _seconds_until(done) < max(1, psutil.getloadavg()[0])
    await office.morning(date(2026, 3, 5), "ReceiptRecorded", "ReceiptAllocated", "InstalmentSettled", li=["海天: settled 1,000,000.00"])
    for who in (office.li, office.accountant):
        assert await office.decisions(who, date(2026, 3, 5), rule="instalment_reminder") == [
            ("DEFERRED", "OUTSIDE_WORKING_HOURS", "instalment_reminder"),
            ("SUPPRESSED", "SETTLED", "instalment_reminder"),
        ]
    await office.morning(
        date(2026, 3, 6),
        "InstalmentReminderDue",
        rep=["为民: reminder 90,000.00"],
        manager=["为民: reminder_manager 90,000.00"],
        finance=["为民: reminder 90,000.00"],
    )

    # History that is imported is told to nobody, whatever was left unpaid.
    await office.morning(date(2026, 3, 10))
    await _import_history(office, weimin)
    await office.expect("ContractEffective", "PlanCreated", "InstalmentClaimable")

    # The other half of the price is promised for Friday 13: the fifteenth day passes in silence for it alone.
    assert (await office.promises(first, date(2026, 3, 13)))["breakDate"] == "2026-03-16"
    await office.morning(
        date(2026, 3, 11),
        *("PromiseMade", "InstalmentDueSoon", "InstalmentReminderDue"),
        li=["科达: reminder 40,000.00"],
        head=["科达: reminder_manager 40,000.00"],
        finance=["科达: reminder 40,000.00"],
    )

    # Disputed between midnight and nine: the rest is asked for.
    await earth.advance(office.company, datetime(2026, 3, 13, 8, 30, tzinfo=ZONE))
    await office.disputes(third, "20000.00")
    parties = ["为民: dispute_opened + reminder 30,000.00"]
    await office.morning(date(2026, 3, 13), "InstalmentReminderDue", "DisputeOpened", rep=parties, finance=parties)
    await office.morning(
        date(2026, 3, 16),
        *("PromiseBroken", "2 InstalmentReminderDue"),
        rep=["为民: promise_broken 500,000.00 + reminder 500,000.00 + reminder 90,000.00"],
        manager=["为民: promise_broken 500,000.00 + reminder_manager 500,000.00 + reminder_manager 90,000.00"],
        finance=["为民: reminder 500,000.00 + reminder 90,000.00"],
    )
    rest = ["为民: reminder 30,000.00"]
    await office.morning(date(2026, 3, 18), "InstalmentDue", "InstalmentReminderDue", rep=rest, finance=rest)
    await office.morning(date(2026, 3, 19), "InstalmentOverdue", "InstalmentReminderDue", rep=rest, finance=rest)

    # Three days before the customer's payment day, a Sunday, so on Friday: what is overdue is asked for, and no papers are prepared.
    await office.morning(date(2026, 3, 20))
    await office.morning(date(2026, 3, 25), "InstalmentReminderDue", rep=rest, manager=["为民: reminder_manager 30,000.00"], finance=rest)

    # The thirtieth day: executives hear of a great amount and of a customer of tier A at once, of the others in the digest of Monday.
    await office.morning(
        date(2026, 3, 26),
        "2 InstalmentReminderDue",
        rep=["为民: reminder 500,000.00"],
        manager=["为民: reminder_manager 500,000.00"],
        li=["科达: reminder 40,000.00"],
        head=["科达: reminder_manager 40,000.00"],
        finance=["为民: reminder 500,000.00", "科达: reminder 40,000.00"],
        boss=["为民: reminder_executive 500,000.00", "科达: reminder_executive 40,000.00"],
    )
    await office.morning(
        date(2026, 3, 30),
        "InstalmentReminderDue",
        rep=["为民: reminder 90,000.00"],
        manager=["为民: reminder_manager 90,000.00"],
        finance=["为民: reminder 90,000.00"],
        boss=["weekly_digest: reminder_weekly 90,000.00"],
    )
    await office.morning(date(2026, 3, 31))
    # Nobody was told of one customer twice on one day.
    everybody = (office.rep, office.li, office.accountant, office.controller, office.commercial, office.manager, office.head, office.boss)
    for who in everybody:
        told = [(each["subjectId"], each["sentTime"][:10]) for each in await who.everything("/v1/notifications", "notifications")]
        assert len(told) == len(set(told))


@pytest.mark.timeout(900)
@pytest.mark.capability("R-08")
async def test_who_collects_for_a_contract_is_reminded_whatever_their_role(earth: World) -> None:
    office = await Office(await earth.company(start=BEGIN)).staff()
    weimin = await office.account(office.rep, "为民")
    (instalment,) = await office.sells(office.rep, weimin, "40000.00", within(10, "40000.00"))
    contract = f"/v1/contracts/{instalment['contractId']}"
    collector = await office.company.person("sales", "催收小吴")
    part = {"personId": collector.id, "role": "ASSIGNMENT_ROLE_COLLECTOR", "reason": "帮助催款"}
    given = await office.manager.post(f"{contract}/assignments", part)
    await earth.settle()
    (plan,) = (await office.accountant.get("/v1/paymentPlans", filter=f'contract_id = "{instalment["contractId"]}"'))["paymentPlans"]
    assert plan["collectorIds"] == [collector.id]

    await earth.advance(office.company, date(2026, 1, 26))
    assert await office.fresh(collector) == ["为民: reminder 40,000.00"]
    await office.manager.post(f"{contract}/assignments/{given['id']}:end", {})
    await earth.settle()
    await earth.advance(office.company, date(2026, 1, 29))
    assert await office.fresh(collector) == []


async def _import_history(office: Office, account_id: str) -> None:
    """A contract of last year of which everything is still owed."""
    told = body(account_id, "600000.00", [within(30, "600000.00")], ownerId=office.rep.id)
    history = {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": "2025-10-01"}
    batch = {"requests": [{"contract": told, "history": history}], "historical": True}
    (verdict,) = (await office.operations.post("/v1/contracts:batchCreate", batch))["verdicts"]
    assert not verdict.get("reason"), verdict
    await office.world.settle()
    (instalment,) = await office.instalments(verdict["id"])
    assert (instalment["timeState"], instalment["open"]["amount"]) == ("TIME_STATE_OVERDUE", "600000.00")
