"""Choosing who gets a lead: by rules, among people, with a reason in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.reasons import NO_REASON, Reason
from crm.leads.v1 import assignment_rules_pb2 as pb
from leads.domain.assignment_rule import AssignmentMethod, AssignmentRule, Group
from leads.domain.reasons import IN_TURN, LEAST_LOADED, TERRITORY


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets a lead, and why. `person_id` is None where no rule found anybody; `passed_over` says of each rule why not."""

    person_id: UUID | None
    assignment_rule_id: UUID | None = None
    rule_name: str = ""
    method: AssignmentMethod | None = None
    reason: Reason = NO_REASON
    candidates: int = 0
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    """An active member."""

    id: UUID
    name: str
    team_id: UUID | None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The people among whom a rule chooses for one lead."""

    rule: AssignmentRule
    people: Sequence[Colleague]
    territory: str = ""


@dataclass
class Desk:
    """What choosing needs to know of people, kept up while leads are given out.

    `open_leads` counts what each has in hand. `turns` says, per rule, when each had a turn last: numbers that grow.
    """

    people: Mapping[UUID, Colleague]
    # The team that each team stands below.
    parents: Mapping[UUID, UUID | None]
    open_leads: Counter[UUID] = field(default_factory=Counter)
    turns: dict[UUID, dict[UUID, int]] = field(default_factory=dict)

    def members(self, group: Group) -> list[Colleague]:
        """Each once, in the order of their ids."""
        teams = set(group.team_ids)
        chosen = {
            person.id: person
            for person in self.people.values()
            if person.id in group.person_ids or teams.intersection(self._teams_of(person))
        }
        return [chosen[id] for id in sorted(chosen)]

    def _teams_of(self, person: Colleague) -> Iterator[UUID]:
        """The person's team and all above it."""
        team, seen = person.team_id, set[UUID]()
        while team is not None and team not in seen:
            seen.add(team)
            yield team
            team = self.parents.get(team)

    def free(self, candidates: Candidates) -> Candidates:
        """Without those who have their hands full."""
        most = candidates.rule.most_open_leads
        people = [person for person in candidates.people if not most or self.open_leads[person.id] < most]
        return Candidates(candidates.rule, people, candidates.territory)

    def pick(self, candidates: Candidates, passed_over: Sequence[str] = ()) -> Choice:
        """One of the candidates, of whom there must be some; whoever is chosen has one lead more, and has had a turn."""
        rule, turns = candidates.rule, self.turns.setdefault(candidates.rule.id, {})
        in_turn = sorted(candidates.people, key=lambda person: (turns.get(person.id, 0), person.id))
        if rule.method is AssignmentMethod.LEAST_LOADED:
            in_turn.sort(key=lambda person: self.open_leads[person.id])
        chosen = in_turn[0]
        words = _words(candidates, chosen, self.open_leads[chosen.id])
        turns[chosen.id] = max(turns.values(), default=0) + 1
        self.open_leads[chosen.id] += 1
        return Choice(chosen.id, rule.id, rule.name, rule.method, words, len(candidates.people), tuple(passed_over))


def fitting(rules: Sequence[AssignmentRule], facts: pb.LeadFacts, desk: Desk, passed_over: list[str]) -> Iterator[Candidates]:
    """Rules that the lead fulfils, with the people whom they name; of the others `passed_over` learns why not."""
    for rule in rules:
        verdict = rule.fits(facts)
        if not verdict:
            passed_over.append(f"{rule.name}: {verdict.problem or '条件不符 / condition not met'}")
            continue
        group, territory = rule.group_for(facts.region)
        people = desk.members(group)
        if people:
            yield Candidates(rule, people, territory)
        else:
            passed_over.append(f"{rule.name}: 无人可选 / nobody to choose from")


def busy(rule: AssignmentRule) -> str:
    """Why a rule that names people does not decide."""
    return f"{rule.name}: 均已达上限 {rule.most_open_leads} 条 / everybody has {rule.most_open_leads} open leads"


def _words(candidates: Candidates, chosen: Colleague, open_leads: int) -> Reason:
    rule, count = candidates.rule.name, len(candidates.people)
    match candidates.rule.method:
        case AssignmentMethod.LEAST_LOADED:
            return LEAST_LOADED(rule=rule, count=count, person=chosen.name, open_leads=open_leads)
        case AssignmentMethod.TERRITORY:
            return TERRITORY(rule=rule, territory=candidates.territory, person=chosen.name)
        case AssignmentMethod.ROUND_ROBIN:
            return IN_TURN(rule=rule, count=count, person=chosen.name)
