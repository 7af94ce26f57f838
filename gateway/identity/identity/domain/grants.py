"""Grants as roles and API keys keep them: a list of {"permission", "reach", "limits"}, the same in the API and in jsonb."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from chassis.errors import invalid
from chassis.principal import Grant
from chassis.scope import Limits, Reach
from identity.domain.permissions import KNOWN

Entry = Mapping[str, Any]


def rights_of(entries: Iterable[Entry]) -> dict[str, Grant]:
    """Grants by permission. What was renamed away since it was granted is left out: nothing demands it any more."""
    return {entry["permission"]: Grant(Reach(entry["reach"]), _limits(entry["limits"] or {})) for entry in entries}


def entries_of(rights: Mapping[str, Grant]) -> list[dict[str, Any]]:
    """Grants as plain JSON, in the order of their permissions."""
    return [
        {"permission": permission, "reach": grant.reach.value, "limits": _plain(grant.limits) if grant.limits else None}
        for permission, grant in sorted(rights.items())
    ]


def checked(entries: Iterable[Entry], field: str) -> list[dict[str, Any]]:
    """Grants as they came in a request, as plain JSON. Raises DomainError naming the one that is wrong."""
    rights: dict[str, Grant] = {}
    for index, entry in enumerate(entries):
        permission, at = entry["permission"], f"{field}.{index}.permission"
        if permission not in KNOWN:
            raise invalid(at, f"There is no permission {permission}.", "PERMISSION_UNKNOWN", permission=permission)
        if permission in rights:
            raise invalid(at, f"{permission} is granted twice.", "PERMISSION_TWICE", permission=permission)
        rights[permission] = Grant(Reach(entry["reach"]), _limits(entry["limits"] or {}))
    return entries_of(rights)


def _limits(given: Entry) -> Limits:
    return Limits(
        legal_entity_ids=tuple(id if isinstance(id, UUID) else UUID(id) for id in given.get("legal_entity_ids", ())),
        business_units=tuple(given.get("business_units", ())),
        product_lines=tuple(given.get("product_lines", ())),
        regions=tuple(given.get("regions", ())),
    )


def _plain(limits: Limits) -> dict[str, list[str]]:
    return {
        "legal_entity_ids": [str(id) for id in limits.legal_entity_ids],
        "business_units": [*limits.business_units],
        "product_lines": [*limits.product_lines],
        "regions": [*limits.regions],
    }
