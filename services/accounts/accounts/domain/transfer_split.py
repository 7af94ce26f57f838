"""Who gets what of a person's work.

Rules are asked in their order; the first that fits decides. Everything of one customer that a rule decides goes to one successor, so
that nobody inherits half a customer; several successors of a rule take turns by customers. The outcome depends on nothing but its
arguments: what was previewed is what is switched, as long as nothing new came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

OWNER = "owner"
# Whose records others follow.
_SERVICE_OF = {"account": "accounts", "opportunity": "pipeline", "contract": "pipeline", "sales_order": "pipeline", "lead": "leads"}


class TransferChoice(StrEnum):
    OVERRIDE = "override"
    RULE = "rule"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One open thing of a person, as the service says that it belongs to; region and tier are those of its customer."""

    service: str
    kind: str
    subject_type: str
    subject_id: UUID
    role: str = OWNER
    name: str = ""
    number: str = ""
    account_id: UUID | None = None
    region: str = ""
    tier: str = ""
    follows_type: str = ""
    follows_id: UUID | None = None
    takes_along: bool = False

    @property
    def key(self) -> tuple[str, UUID, str]:
        return self.subject_type, self.subject_id, self.role

    @property
    def belongs_together(self) -> UUID:
        """What goes to one successor: the customer, where there is one."""
        return self.account_id or self.subject_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is empty does not limit. `subject_ids` are customers with all that hangs on them, or single records."""

    kinds: Sequence[str] = ()
    regions: Sequence[str] = ()
    tiers: Sequence[str] = ()
    subject_ids: Sequence[UUID] = ()
    successor_ids: Sequence[UUID] = ()

    def fits(self, thing: Thing) -> bool:
        return (
            (not self.kinds or thing.kind in self.kinds)
            and (not self.regions or thing.region in self.regions)
            and (not self.tiers or thing.tier in self.tiers)
            and (not self.subject_ids or thing.subject_id in self.subject_ids or thing.account_id in self.subject_ids)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A thing and who gets it; nobody where no rule fits. `rule` counts from 1."""

    thing: Thing
    successor_id: UUID | None
    choice: TransferChoice | None = None
    rule: int = 0


def with_leaders(things: Iterable[Thing]) -> list[Thing]:
    """What follows a record that is finished itself (instalments of a fulfilled contract) takes that record along."""
    found = list(things)
    known = {(each.subject_type, each.subject_id) for each in found if each.role == OWNER}
    for each in [thing for thing in found if thing.takes_along and thing.follows_id is not None]:
        leader = (each.follows_type, each.follows_id)
        if leader not in known and each.follows_id is not None:
            known.add((each.follows_type, each.follows_id))
            service = _SERVICE_OF[each.follows_type]
            made = replace(each, service=service, kind=each.follows_type, subject_type=each.follows_type, subject_id=each.follows_id)
            found.append(replace(made, name=each.number or each.name, follows_type="", follows_id=None, takes_along=False))
    return found


def split(things: Iterable[Thing], rules: Sequence[Rule], overrides: Mapping[UUID, UUID]) -> list[Given]:
    """One answer for each thing, first those that are given by themselves, each before what follows it."""
    turns: dict[tuple[int, UUID], UUID] = {}
    taken = [0] * len(rules)

    def decide(thing: Thing) -> Given:
        if (chosen := overrides.get(thing.subject_id)) is not None:
            return Given(thing=thing, successor_id=chosen, choice=TransferChoice.OVERRIDE)
        for index, rule in enumerate(rules):
            if rule.fits(thing):
                turn = (index, thing.belongs_together)
                if turn not in turns:
                    turns[turn] = rule.successor_ids[taken[index] % len(rule.successor_ids)]
                    taken[index] += 1
                return Given(thing=thing, successor_id=turns[turn], choice=TransferChoice.RULE, rule=index + 1)
        return Given(thing=thing, successor_id=None)

    # Ids are time-ordered: customers take their turns in the order in which they were created.
    in_order = sorted(things, key=lambda each: (each.belongs_together, each.subject_type, each.subject_id, each.role))
    given = [decide(each) for each in in_order if each.follows_id is None]
    owners = {(each.thing.subject_type, each.thing.subject_id): each.successor_id for each in given if each.thing.role == OWNER}
    for thing in in_order:
        if thing.follows_id is None:
            continue
        if (successor := owners.get((thing.follows_type, thing.follows_id))) is not None:
            given.append(Given(thing=thing, successor_id=successor, choice=TransferChoice.FOLLOWS))
        else:
            # It follows what is no record of the person by itself, an instalment say: as the rules say of its customer.
            given.append(decide(thing))
    return given
