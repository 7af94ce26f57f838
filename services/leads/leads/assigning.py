"""What the rules of assignment need to know, looked up; and what they decided, kept.

The concurrency contract: a rule that has found people is locked until the commit before turns and loads are read, so that of two leads that
come at once nobody's turn is counted once.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Executable, func, select
from sqlalchemy.dialects.postgresql import insert

from chassis.tables import copy_member, copy_team
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import assignment_rules_pb2 as pb
from leads import known
from leads import tables as t
from leads.assignment_tables import assignment_decision, assignment_rule, assignment_turn
from leads.domain.assigning import Choice, Colleague, Desk, busy, fitting
from leads.domain.assignment_rule import AssignmentRule
from leads.domain.lead import Lead

_LOCK = "assignment_rule"


async def rules_in_use(uow: UnitOfWork) -> Sequence[AssignmentRule]:
    """In their order."""
    kept = uow.known.setdefault("assignment_rules", {})
    if "all" not in kept:
        rule = assignment_rule.c
        in_use = (rule.tenant_id == uow.tenant_id, rule.archive_time.is_(None), ~rule.disabled)
        rows = await uow.execute(select(assignment_rule).where(*in_use).order_by(rule.position, rule.id))
        # Not as roots of this unit of work: every lock would read all of them again.
        kept["all"] = [AssignmentRule(**row._mapping) for row in rows]
    rules: Sequence[AssignmentRule] = kept["all"]
    return rules


async def decide(uow: UnitOfWork, lead: Lead) -> Choice | None:
    """Whom the rules give a new lead to. The decision is kept, also that nobody was found; None where there is no rule."""
    rules = await rules_in_use(uow)
    if not rules:
        return None
    desk, passed_over = await colleagues(uow), list[str]()
    choice = None
    for candidates in fitting(rules, await facts(uow, lead), desk, passed_over):
        await _learn(uow, desk, candidates.rule)
        if (free := desk.free(candidates)).people:
            choice = desk.pick(free, passed_over)
            _keep_turn(uow, desk, choice)
            break
        passed_over.append(busy(candidates.rule))
    choice = choice or Choice(None, passed_over=tuple(passed_over))
    _keep(uow, lead.id, choice)
    return choice


async def rehearse(uow: UnitOfWork, rules: Sequence[AssignmentRule], leads: Iterable[Lead]) -> list[tuple[Lead, Choice]]:
    """Who would get each of these leads if they came one after another now. Nothing is locked or kept."""
    desk, read, made = await colleagues(uow), set[UUID](), list[tuple[Lead, Choice]]()
    for lead in leads:
        passed_over: list[str] = []
        choice = None
        for candidates in fitting(rules, await facts(uow, lead), desk, passed_over):
            if candidates.rule.id not in read:
                read.add(candidates.rule.id)
                await _read(uow, desk, candidates.rule)
            if (free := desk.free(candidates)).people:
                choice = desk.pick(free, passed_over)
                break
            passed_over.append(busy(candidates.rule))
        made.append((lead, choice or Choice(None, passed_over=tuple(passed_over))))
    return made


async def colleagues(uow: UnitOfWork) -> Desk:
    """All active members with their teams, whose loads and turns are still to be learned. Kept up over the leads of a batch."""
    kept = uow.known.setdefault("assignment_desk", {})
    if "desk" not in kept:
        member, team = copy_member.c, copy_team.c
        people = await uow.execute(
            select(member.id, member.name, member.member_team_id).where(member.tenant_id == uow.tenant_id, member.state == "active")
        )
        active = {row.id: Colleague(row.id, row.name, row.member_team_id) for row in people}
        teams = await uow.execute(select(team.id, team.parent_id).where(team.tenant_id == uow.tenant_id))
        kept["desk"] = Desk(active, {row.id: row.parent_id for row in teams})
    desk: Desk = kept["desk"]
    return desk


async def facts(uow: UnitOfWork, lead: Lead) -> pb.LeadFacts:
    """What conditions may ask of the lead."""
    source = await known.source(uow, lead.source_id) if lead.source_id else None
    amount = lead.estimated_amount
    return pb.LeadFacts(
        name=lead.name,
        company_name=lead.company_name,
        region=lead.region,
        industry=lead.industry,
        channel=lead.channel,
        source_id=str(lead.source_id or ""),
        source_kind=str(source.kind or "") if source else "",
        campaign_id=str(lead.campaign_id or ""),
        estimated_amount=float(amount.amount) if amount else 0.0,
        currency=lead.currency,
        need=lead.need,
        heat=lead.heat.value if lead.heat else "",
        tags=lead.tags,
        score=lead.score,
        custom={key: common.CustomValue(**value) for key, value in lead.custom.items()},
    )


async def _learn(uow: UnitOfWork, desk: Desk, rule: AssignmentRule) -> None:
    """Waits for the rule, then reads loads and turns of all whom it names; to loads comes what this unit of work gave out and has not
    stored yet. From then on the desk itself keeps count: nobody else deals by this rule until the commit."""
    learned = uow.known.setdefault("assignment_learned", {})
    if rule.id in learned:
        return
    await uow.lock(_LOCK, rule.id)
    await _read(uow, desk, rule)
    learned[rule.id] = True


async def _read(uow: UnitOfWork, desk: Desk, rule: AssignmentRule) -> None:
    lead, turn = t.lead.c, assignment_turn.c
    people = [person.id for person in desk.members(rule.everybody)]
    given = uow.known.setdefault("assignment_given", {})
    async with uow.beyond_scope("how many open leads everybody has"):
        rows = await uow.execute(
            select(lead.owner_id, func.count().label("leads"))
            .where(lead.tenant_id == uow.tenant_id, lead.owner_id.in_(people), t.IS_LIVE)
            .group_by(lead.owner_id)
        )
    stored = {row.owner_id: row.leads for row in rows}
    for id in people:
        desk.open_leads[id] = stored.get(id, 0) + given.get(id, 0)
    turns = await uow.execute(select(turn.person_id, turn.turn).where(turn.tenant_id == uow.tenant_id, turn.assignment_rule_id == rule.id))
    desk.turns[rule.id] = {row.person_id: row.turn for row in turns}


def _keep_turn(uow: UnitOfWork, desk: Desk, choice: Choice) -> None:
    if choice.person_id is None or choice.assignment_rule_id is None:
        return
    given = uow.known.setdefault("assignment_given", {})
    given[choice.person_id] = given.get(choice.person_id, 0) + 1
    turn = desk.turns[choice.assignment_rule_id][choice.person_id]
    uow.write_later(_turns, (uow.tenant_id, choice.assignment_rule_id, choice.person_id, turn))


def _turns(taken: Sequence[tuple[UUID, UUID, UUID, int]]) -> Iterable[Executable]:
    """The last one of each person by each rule."""
    last = {each[:3]: each for each in taken}
    kept = insert(assignment_turn).values(list(last.values()))
    keys = ["tenant_id", "assignment_rule_id", "person_id"]
    yield kept.on_conflict_do_update(index_elements=keys, set_={"turn": kept.excluded.turn})


def _keep(uow: UnitOfWork, lead_id: UUID, choice: Choice) -> None:
    uow.insert(assignment_decision, id=uow.new_id(), lead_id=lead_id, create_time=uow.now, **decision_columns(choice))


def decision_columns(choice: Choice) -> dict[str, object]:
    """What a decision says, by the names of its columns and fields."""
    return {
        "person_id": choice.person_id,
        "assignment_rule_id": choice.assignment_rule_id,
        "rule_name": choice.rule_name,
        "method": choice.method,
        "reason": choice.reason.text,
        "reason_en": choice.reason.text_en,
        "candidates": choice.candidates,
        "passed_over": list(choice.passed_over),
    }
