"""What several grants come to: together for a person with several roles, cut down for an API key.

A right is one permission with one reach and one set of limits. Where two grants cannot be said as one, the wider reach wins and the
other is left out: a person may then have less than both grants together, but never more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import combinations

from chassis.principal import Grant
from chassis.scope import Limits, Reach
from identity.domain.permissions import ADMINISTRATION, MONEY

Rights = Mapping[str, Grant]

# From narrow to wide: own includes what is shared with one, a team what its members own, and so on.
_WIDTH = {reach: width for width, reach in enumerate((Reach.SHARED, Reach.OWN, Reach.TEAM, Reach.TEAM_AND_BELOW, Reach.COMPANY))}
_DIMENSIONS = tuple(field.name for field in fields(Limits))


def together(roles: Iterable[Rights]) -> dict[str, Grant]:
    """What a person with these roles may do. Who administers people posts no money, whatever the roles say."""
    grants: dict[str, list[Grant]] = {}
    for rights in roles:
        for permission, grant in rights.items():
            grants.setdefault(permission, []).append(grant)
    administers = not ADMINISTRATION.isdisjoint(grants)
    return {permission: _widest(several) for permission, several in grants.items() if not (administers and permission in MONEY)}


def cut(rights: Rights, to: Rights) -> dict[str, Grant]:
    """What of `rights` remains within `to`: an API key never does more than its person may at that moment."""
    both = ((permission, _both(rights[permission], grant)) for permission, grant in to.items() if permission in rights)
    return {permission: grant for permission, grant in both if grant is not None}


def without_money(rights: Rights) -> dict[str, Grant]:
    return {permission: grant for permission, grant in rights.items() if permission not in MONEY}


def covers(rights: Rights, permission: str, grant: Grant) -> bool:
    """Whether the rights include this grant as a whole."""
    return permission in rights and _includes(rights[permission], grant)


def posts_money(rights: Iterable[str]) -> bool:
    return not MONEY.isdisjoint(rights)


def _widest(grants: Sequence[Grant]) -> Grant:
    reach = max((grant.reach for grant in grants), key=_WIDTH.__getitem__)
    return Grant(reach, _union([grant.limits for grant in grants if grant.reach is reach]))


def _union(several: Iterable[Limits]) -> Limits:
    """The limits that let through what one of several lets through; the widest of them where that is more than one box."""
    boxes = sorted({_normal(limits) for limits in several}, key=_openness)
    while (fewer := _one_fewer(boxes)) is not None:
        boxes = fewer
    return max(boxes, key=_openness)


def _one_fewer(boxes: Sequence[Limits]) -> list[Limits] | None:
    """The same with two boxes as one; None where no two are."""
    for one, other in combinations(boxes, 2):
        if (both := _merged(one, other)) is not None:
            return [*(box for box in boxes if box not in (one, other)), both]
    return None


def _normal(limits: Limits) -> Limits:
    """The same for every order of the same values."""
    return Limits(*(tuple(sorted(set(getattr(limits, name)), key=str)) for name in _DIMENSIONS))


def _merged(one: Limits, other: Limits) -> Limits | None:
    """Exactly both, where they differ in one dimension at most or one includes the other; else None."""
    if _within(other, one):
        return one
    if _within(one, other):
        return other
    differing = [name for name in _DIMENSIONS if getattr(one, name) != getattr(other, name)]
    if len(differing) > 1:
        return None
    return _normal(replace(one, **{differing[0]: (*getattr(one, differing[0]), *getattr(other, differing[0]))}))


def _openness(limits: Limits) -> tuple[int, int, str]:
    """Fewer dimensions that limit, then more values; the rest makes it the same on every machine."""
    values = [getattr(limits, name) for name in _DIMENSIONS]
    return sum(not each for each in values), sum(map(len, values)), repr(limits)


def _includes(wide: Grant, narrow: Grant) -> bool:
    return _WIDTH[narrow.reach] <= _WIDTH[wide.reach] and _within(narrow.limits, wide.limits)


def _within(narrow: Limits, wide: Limits) -> bool:
    """Whether all that `narrow` lets through passes `wide` too; an empty dimension lets everything through."""
    pairs = [(set(getattr(narrow, name)), set(getattr(wide, name))) for name in _DIMENSIONS]
    return all(not outer or (inner and inner <= outer) for inner, outer in pairs)


def _both(one: Grant, other: Grant) -> Grant | None:
    """What passes both; None where nothing does."""
    reach = min(one.reach, other.reach, key=_WIDTH.__getitem__)
    limits: dict[str, tuple[object, ...]] = {}
    for name in _DIMENSIONS:
        first, second = getattr(one.limits, name), getattr(other.limits, name)
        limits[name] = tuple(value for value in first if value in second) if first and second else first or second
        if first and second and not limits[name]:
            return None
    return Grant(reach, replace(Limits(), **limits))  # type: ignore[arg-type]
