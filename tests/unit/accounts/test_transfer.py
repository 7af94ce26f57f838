"""Who gets what of a person's work, when nothing is missing, and what can be undone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from accounts.domain.transfer import Transfer, TransferReason, TransferState
from accounts.domain.transfer_check import Check, Holder, Switched, compare
from accounts.domain.transfer_split import Rule, Thing, TransferChoice, split, with_leaders
from chassis.errors import DomainError
from chassis.reasons import said

NOW = datetime(2025, 12, 1, 1, tzinfo=UTC)
TODAY = date(2025, 12, 1)
ZHANG, LI, WANG = UUID(int=21), UUID(int=22), UUID(int=23)
HANGZHOU, CHENGDU, XIAN = UUID(int=31), UUID(int=32), UUID(int=33)


def customer(id: UUID, region: str = "", tier: str = "") -> Thing:
    return Thing(service="accounts", kind="account", subject_type="account", subject_id=id, account_id=id, region=region, tier=tier)


def deal(number: int, of: UUID | None, region: str = "") -> Thing:
    id = UUID(int=number)
    return Thing(service="pipeline", kind="opportunity", subject_type="opportunity", subject_id=id, account_id=of, region=region)


def contract(number: int, of: UUID) -> Thing:
    return Thing(
        service="pipeline", kind="contract", subject_type="contract", subject_id=UUID(int=number), account_id=of, number="HT000001"
    )


def instalment(number: int, contract_id: UUID, of: UUID) -> Thing:
    about = {"subject_id": UUID(int=number), "account_id": of, "follows_type": "contract", "follows_id": contract_id, "takes_along": True}
    return Thing(service="receivables", kind="instalment", subject_type="instalment", name="预付款", number="HT000001", **about)  # type: ignore[arg-type]


def answers(things: list[Thing], *rules: Rule, **overrides: UUID) -> dict[UUID, UUID | None]:
    return {each.thing.subject_id: each.successor_id for each in split(things, rules, {UUID(id): who for id, who in overrides.items()})}


@pytest.mark.capability("A-23", "X-09")
def test_a_customer_goes_to_one_successor_with_everything_that_hangs_on_it() -> None:
    things = [customer(HANGZHOU), customer(CHENGDU), customer(XIAN), deal(101, HANGZHOU), deal(102, CHENGDU), contract(103, XIAN)]
    given = answers(things, Rule(successor_ids=(LI, WANG)))
    assert given == {HANGZHOU: LI, CHENGDU: WANG, XIAN: LI, UUID(int=101): LI, UUID(int=102): WANG, UUID(int=103): LI}


def test_the_first_rule_that_fits_decides_by_region_tier_kind_and_list() -> None:
    things = [customer(HANGZHOU, "华东", "a"), customer(CHENGDU, "西南", "b"), customer(XIAN, "西北"), deal(101, None, "华东")]
    rules = (
        Rule(subject_ids=(XIAN,), successor_ids=(WANG,)),
        Rule(tiers=("a",), successor_ids=(WANG,)),
        Rule(regions=("华东",), successor_ids=(LI,)),
        Rule(kinds=("account",), successor_ids=(LI,)),
    )
    assert answers(things, *rules) == {XIAN: WANG, HANGZHOU: WANG, UUID(int=101): LI, CHENGDU: LI}


def test_an_override_comes_before_all_rules_and_what_no_rule_fits_has_nobody() -> None:
    things = [customer(HANGZHOU, "华东"), customer(CHENGDU, "西南")]
    chosen = {each.thing.subject_id: each for each in split(things, (Rule(regions=("华东",), successor_ids=(LI,)),), {HANGZHOU: WANG})}
    assert (chosen[HANGZHOU].successor_id, chosen[HANGZHOU].choice) == (WANG, TransferChoice.OVERRIDE)
    assert chosen[CHENGDU].successor_id is None


def test_what_follows_a_record_goes_with_it_and_takes_along_one_that_is_finished() -> None:
    ended = UUID(int=103)
    things = with_leaders([customer(HANGZHOU), instalment(104, ended, HANGZHOU), instalment(105, ended, HANGZHOU)])
    assert [(each.service, each.kind, each.name) for each in things if each.subject_id == ended] == [("pipeline", "contract", "HT000001")]
    given = split(things, (Rule(successor_ids=(LI,)),), {ended: WANG})
    assert [each.successor_id for each in given if each.thing.kind == "instalment"] == [WANG, WANG]
    assert [each.thing.kind for each in given] == ["account", "contract", "instalment", "instalment"]


def test_the_same_question_has_the_same_answer_in_whatever_order_services_reply() -> None:
    things = [customer(HANGZHOU), customer(CHENGDU), customer(XIAN), deal(101, XIAN), contract(103, CHENGDU)]
    rules = (Rule(kinds=("account",), successor_ids=(LI, WANG)), Rule(successor_ids=(WANG, LI)))
    assert split(things, rules, {}) == split(things[::-1], rules, {})


def switched(thing: Thing, to: UUID = LI) -> Switched:
    return Switched(thing.service, thing.kind, thing.subject_type, thing.subject_id, thing.role, to)


@pytest.mark.capability("X-09")
def test_the_check_list_agrees_only_when_everything_is_with_its_successor() -> None:
    items = [switched(customer(HANGZHOU)), switched(customer(CHENGDU)), switched(customer(XIAN))]

    def checked(*owners: UUID) -> Check:
        holders = {("account", item.subject_id): Holder(owner) for item, owner in zip(items, owners, strict=False)}
        return compare(items, holders, {}, ZHANG)[0]

    assert checked(LI, LI, LI) == Check("accounts", "account", before=3, after=3, elsewhere=0, left=0)
    assert checked(LI, LI, LI).agreed
    assert checked(LI, LI, WANG) == Check("accounts", "account", before=3, after=2, elsewhere=1, left=0)
    assert checked(LI, LI, ZHANG) == Check("accounts", "account", before=3, after=2, elsewhere=0, left=1)
    assert not checked(LI, LI).agreed


def test_what_came_in_meanwhile_is_left_and_keeps_the_list_open() -> None:
    items = [switched(customer(HANGZHOU))]
    late = {("opportunity", UUID(int=101), "owner"): ("pipeline", "opportunity")}
    lines = compare(items, {("account", HANGZHOU): Holder(LI)}, late, ZHANG)
    assert [(line.kind, line.before, line.left, line.agreed) for line in lines] == [("account", 1, 0, True), ("opportunity", 0, 1, False)]


def test_a_part_is_with_the_successor_also_when_that_one_owns_the_record() -> None:
    part = Switched("pipeline", "collaboration", "opportunity", UUID(int=101), "collaborator", LI)
    for holder in (Holder(WANG, {(LI, "collaborator")}), Holder(LI)):
        assert compare([part], {("opportunity", UUID(int=101)): holder}, {}, ZHANG)[0].agreed
    assert not compare([part], {("opportunity", UUID(int=101)): Holder(WANG)}, {}, ZHANG)[0].agreed


def draft(reason: TransferReason = TransferReason.LEAVE, **fields: object) -> Transfer:
    made = Transfer(
        id=UUID(int=91), tenant_id=UUID(int=1), create_time=NOW, update_time=NOW, from_id=ZHANG, reason=reason, number="YJ000001"
    )
    made.revise(TODAY, rules=[{"successor_ids": [str(LI)]}], **fields)
    return made


def refusal(of: Transfer, act: str, **arguments: object) -> str:
    with pytest.raises(DomainError) as refused:
        getattr(of, act)(**arguments)
    return refused.value.reason


def executed(agreed: bool = True, **fields: object) -> Transfer:
    transfer = draft(**fields)  # type: ignore[arg-type]
    transfer.execute(items=1, without_successor=0, by=WANG, at=NOW)
    owner = LI if agreed else WANG
    items = [switched(customer(HANGZHOU))]
    transfer.compared(compare(items, {("account", HANGZHOU): Holder(owner)}, {}, ZHANG), items, NOW)
    return transfer


def test_nothing_is_switched_before_everything_has_a_successor() -> None:
    assert refusal(draft(), "execute", items=3, without_successor=1, by=WANG, at=NOW) == "NO_SUCCESSOR"


def test_its_fact_counts_by_kind_and_is_told_once() -> None:
    transfer = executed(agreed=False)
    transfer.compared([], [], NOW + timedelta(seconds=2))
    (fact,) = transfer.take_facts()
    assert [(each.kind, each.count) for each in fact.counts] == [("account", 1)]  # type: ignore[attr-defined]
    assert fact.reason == "离职移交 YJ000001"  # type: ignore[attr-defined]


def test_a_list_that_does_not_agree_is_compared_again_and_is_signed_only_with_words() -> None:
    transfer = executed(agreed=False)
    assert transfer.timers() == {("transfer_step", ""): NOW + timedelta(seconds=1)}
    assert refusal(transfer, "sign", by=WANG, note="", at=NOW) == "CHECK_LIST_OPEN"
    transfer.sign(by=WANG, note="客户当天改由王经理负责", at=NOW)
    assert transfer.signed_by == WANG
    assert executed().timers() == {}


def test_it_can_be_undone_for_seven_days() -> None:
    transfer = executed()
    assert refusal(transfer, "undo", by=WANG, reason=said("误操作"), at=NOW + timedelta(days=7)) == "UNDO_TOO_LATE"
    transfer.undo(by=WANG, reason=said("误操作"), at=NOW + timedelta(days=6))
    assert transfer.state == TransferState.UNDOING
    assert (transfer.words.text, transfer.words.code) == ("离职移交 YJ000001 撤销: 误操作", "TRANSFER_UNDONE")
    assert transfer.words.text_en == "Handed over by somebody who left, YJ000001, undone: 误操作"
    assert ("transfer_step", "") in transfer.timers()
    transfer.returned()
    assert (transfer.state, transfer.timers()) == (TransferState.UNDONE, {})
    assert refusal(transfer, "undo", by=WANG, reason=said("再来"), at=NOW) == "NOT_EXECUTED"


def test_a_holiday_ends_by_itself_on_its_day_and_that_day_can_be_moved() -> None:
    transfer = executed(reason=TransferReason.HOLIDAY, return_date=date(2025, 12, 15))
    assert transfer.timers() == {("transfer_return", ""): date(2025, 12, 15)}
    transfer.revise(TODAY, return_date=date(2025, 12, 20))
    transfer.undo(by=WANG, reason=said("提前回来"), at=NOW + timedelta(days=12))
    assert transfer.state == TransferState.UNDOING
    for reason, day in ((TransferReason.LEAVE, date(2025, 12, 15)), (TransferReason.HOLIDAY, None)):
        with pytest.raises(DomainError) as refused:
            draft(reason=reason, return_date=day)
        assert refused.value.reason == "RETURN_DATE"


def test_a_service_that_cannot_be_asked_holds_it_up_and_is_asked_again_after_longer_and_longer() -> None:
    transfer = draft()
    transfer.execute(items=1, without_successor=0, by=WANG, at=NOW)
    pauses = []
    for _ in range(4):
        transfer.stumble("UNAVAILABLE", NOW)
        assert transfer.step_time is not None
        pauses.append((transfer.step_time - NOW).total_seconds())
    assert pauses == [1, 2, 4, 8]
    transfer.proceed(1, NOW + timedelta(minutes=1))
    assert (transfer.trouble, transfer.failures) == ("", 0)


def test_nobody_succeeds_oneself_and_what_is_switched_is_changed_no_more() -> None:
    transfer = draft()
    with pytest.raises(DomainError) as refused:
        transfer.revise(TODAY, rules=[{"successor_ids": [str(ZHANG)]}])
    assert refused.value.reason == "SUCCESSOR_IS_SELF"
    with pytest.raises(DomainError) as refused:
        executed().revise(TODAY, rules=[{"successor_ids": [str(WANG)]}])
    assert refused.value.reason == "NOT_A_DRAFT"
