"""Why somebody may, or may not, see a record or do something with it: said from their grant and from where the record lies.

The conditions are those under which records are loaded (chassis.scope); a test compares the two. Of a record that who
asks cannot read there is no place to speak of, so nothing is said of it: one learns how far one sees, and no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chassis.principal import Grant
from chassis.reasons import Reason, Sentence
from chassis.scope import Reach

NO_GRANT = Sentence("ACCESS_NO_GRANT", "{person}的角色都不含权限 {permission}", "No role of {person} grants {permission}")
ALLOWED = Sentence(
    "ACCESS_ALLOWED",
    "{person}有权限 {permission}，且这条记录在其数据范围内",
    "{person} has {permission}, and this is within its reach",
)
DENIED = Sentence(
    "ACCESS_DENIED", "{person}有权限 {permission}，但这条记录不在其数据范围内", "{person} has {permission}, but this is beyond its reach"
)
UNTOLD = Sentence(
    "ACCESS_UNTOLD",
    "{person}的权限 {permission} 只到“{reach}”。这条记录不存在，或不在您可见的范围内：两者不作区分",
    "{permission} of {person} reaches {reach_en}. This record does not exist, or you cannot see it: which of the two is not said",
)
ALL_COMPANY = Sentence("ACCESS_COMPANY", "可见全公司", "The whole company is within reach")
ALL_UNOWNED = Sentence("ACCESS_UNOWNED", "这类记录没有负责人，有权限即可见", "Nobody owns such records: the permission is enough")
OWNER = Sentence("ACCESS_OWNER", "{person}是负责人", "{person} is the owner")
OTHER_OWNER = Sentence("ACCESS_OTHER_OWNER", "负责人是{owner}，不是{person}", "The owner is {owner}, not {person}")
NO_OWNER = Sentence("ACCESS_NO_OWNER", "没有负责人（在公海）", "It has no owner: it lies in a pool")
TEAM = Sentence("ACCESS_TEAM", "属于可见的团队“{team}”", "It belongs to {team}, a team within reach")
OTHER_TEAM = Sentence("ACCESS_OTHER_TEAM", "属于团队“{team}”，不在可见团队内", "It belongs to {team}, which is not within reach")
NO_TEAM = Sentence("ACCESS_NO_TEAM", "不属于任何团队", "It belongs to no team")
SHARED = Sentence("ACCESS_SHARED", "{person}是协同人、催收人或共享对象", "It is shared with {person}, who collaborates on it or collects")
NOT_SHARED = Sentence("ACCESS_NOT_SHARED", "没有共享给{person}", "It is not shared with {person}")
IN_LIMIT = Sentence("ACCESS_IN_LIMIT", "{limit}“{value}”在限定范围内", "{limit_en} {value} is among those allowed")
BEYOND_LIMIT = Sentence("ACCESS_BEYOND_LIMIT", "{limit}是“{value}”，只限 {allowed}", "{limit_en} is “{value}”; only {allowed} are allowed")
ASK_FOR_GRANT = Sentence(
    "ACCESS_ASK_FOR_GRANT", "管理员可以给一个含 {permission} 的角色", "An administrator can give a role that grants {permission}"
)
ASK_OWNER = Sentence(
    "ACCESS_ASK_OWNER",
    "{owner}或其经理可以加{person}为协同人，或移交",
    "{owner} or their manager can add {person}, or hand it over",
)
ASK_MANAGER = Sentence(
    "ACCESS_ASK_MANAGER", "经理可以把它分配给{person}，或从公海领取", "A manager can assign it to {person}, or it is claimed from its pool"
)
ASK_FOR_REACH = Sentence("ACCESS_ASK_FOR_REACH", "管理员可以给范围更大的角色", "An administrator can give a role that reaches further")
ASK_FOR_LIMIT = Sentence(
    "ACCESS_ASK_FOR_LIMIT",
    "管理员可以在角色的{limit}限定里加上“{value}”",
    "An administrator can add “{value}” to the limit of the role",
)
REACHES = {
    Reach.OWN: ("本人负责、协同或催收", "what one owns, collaborates on or collects"),
    Reach.TEAM: ("本团队", "one's team"),
    Reach.TEAM_AND_BELOW: ("本团队及下级", "one's team and those below"),
    Reach.COMPANY: ("全公司", "the whole company"),
    Reach.SHARED: ("共享给本人", "what is shared with one"),
}
# By column of a record; a grant has the values that it allows under the plural.
LIMIT_WORDS = {
    "legal_entity_id": ("公司主体", "The legal entity"),
    "business_unit": ("事业部", "The business unit"),
    "product_line": ("产品线", "The product line"),
    "region": ("区域", "The region"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who would do what, with which grant, and which teams that reaches. `names` are what ids are called."""

    person_id: UUID | None
    permission: str
    grant: Grant | None
    team_ids: Sequence[UUID]
    names: Mapping[UUID, str]

    def called(self, id: UUID | None) -> str:
        return "" if id is None else self.names.get(id, str(id))

    def say(self, sentence: Sentence, **parameters: object) -> Reason:
        return sentence(person=self.called(self.person_id), permission=self.permission, **parameters)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies. `limiting` are its values of what may limit a grant, of the columns that it has."""

    unowned: bool = False
    owner_id: UUID | None = None
    team_id: UUID | None = None
    shared_with: Sequence[UUID] = ()
    limiting: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    holds: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """`allowed` is None where the record is not told of."""

    allowed: bool | None
    summary: Reason
    findings: Sequence[Finding] = ()
    remedies: Sequence[Reason] = ()


def explain(asked: Asked, place: Place | None) -> Explanation:
    grant = asked.grant
    if grant is None:
        # Whatever the record is, so nothing is said of it.
        return Explanation(False, asked.say(NO_GRANT), remedies=[asked.say(ASK_FOR_GRANT)])
    if place is None:
        reach, reach_en = REACHES[grant.reach]
        return Explanation(None, asked.say(UNTOLD, reach=reach, reach_en=reach_en))
    reached, limits = [*_reached(asked, grant, place)], [*_limits(asked, grant, place)]
    within, allowed = any(each.holds for each in reached), all(each.holds for each in limits)
    # What one thing brings about needs no other.
    findings = ([each for each in reached if each.holds] if within else reached) + limits
    remedies = [] if within else [*_ways_in(asked, place)]
    remedies += [_wider(asked, column, place) for column, each in zip(_limited(grant, place), limits, strict=True) if not each.holds]
    verdict = within and allowed
    return Explanation(verdict, asked.say(ALLOWED if verdict else DENIED), findings, remedies)


def _reached(asked: Asked, grant: Grant, place: Place) -> Iterator[Finding]:
    """One of them must hold."""
    if place.unowned:
        yield Finding(True, asked.say(ALL_UNOWNED))
        return
    match grant.reach:
        case Reach.COMPANY:
            yield Finding(True, asked.say(ALL_COMPANY))
            return
        case Reach.OWN if place.owner_id is None:
            yield Finding(False, asked.say(NO_OWNER))
        case Reach.OWN:
            mine = place.owner_id == asked.person_id
            yield Finding(mine, asked.say(OWNER if mine else OTHER_OWNER, owner=asked.called(place.owner_id)))
        case Reach.TEAM | Reach.TEAM_AND_BELOW if place.team_id is None:
            yield Finding(False, asked.say(NO_TEAM))
        case Reach.TEAM | Reach.TEAM_AND_BELOW:
            ours = place.team_id in asked.team_ids
            yield Finding(ours, asked.say(TEAM if ours else OTHER_TEAM, team=asked.called(place.team_id)))
    shared = asked.person_id in place.shared_with
    yield Finding(shared, asked.say(SHARED if shared else NOT_SHARED))


def _limited(grant: Grant, place: Place) -> list[str]:
    """The columns of the record that the grant limits."""
    return [column for column in LIMIT_WORDS if _allowed(grant, column) and column in place.limiting]


def _allowed(grant: Grant, column: str) -> list[str]:
    """The values that the grant limits a column to; none where it does not."""
    return [str(value) for value in getattr(grant.limits, f"{column}s")]


def _limits(asked: Asked, grant: Grant, place: Place) -> Iterator[Finding]:
    """All of them must hold."""
    for column in _limited(grant, place):
        allowed = _allowed(grant, column)
        holds = place.limiting[column] in allowed
        words = ", ".join(_named(asked, each) for each in allowed)
        yield Finding(holds, asked.say(IN_LIMIT if holds else BEYOND_LIMIT, allowed=words, **_limit(asked, column, place)))


def _ways_in(asked: Asked, place: Place) -> Iterator[Reason]:
    if place.owner_id is None:
        yield asked.say(ASK_MANAGER)
    elif place.owner_id != asked.person_id:
        yield asked.say(ASK_OWNER, owner=asked.called(place.owner_id))
    yield asked.say(ASK_FOR_REACH)


def _wider(asked: Asked, column: str, place: Place) -> Reason:
    return asked.say(ASK_FOR_LIMIT, **_limit(asked, column, place))


def _limit(asked: Asked, column: str, place: Place) -> dict[str, Any]:
    limit, limit_en = LIMIT_WORDS[column]
    return {"limit": limit, "limit_en": limit_en, "value": _named(asked, place.limiting[column])}


def _named(asked: Asked, value: str) -> str:
    """A legal entity by its name."""
    try:
        return asked.called(UUID(value))
    except ValueError:
        return value
