"""Whoever is asked to decide is who the pipeline would let: the to-dos of deciders against the access that RPCs declare."""

from typing import Any

import pytest

from chassis.pipeline import rpcs_of
from identity.domain.shipped_roles import SHIPPED_ROLES, ShippedRole
from notifier.domain.catalogue import FACTS
from notifier.domain.kinds import DECIDING, KINDS, TodoKind, shipped_grants
from notifier.domain.saying import names_of
from tests.contract.members import SERVICES

pytestmark = pytest.mark.capability("X-17")

DECIDED = [pytest.param(kind, id=kind.key) for kind in KINDS if kind.deciders]


@pytest.mark.parametrize("kind", DECIDED)
def test_a_decision_is_asked_of_whom_the_pipeline_lets_decide(kind: TodoKind) -> None:
    assert kind.deciders
    rpcs = [rpc for service in SERVICES for rpc in rpcs_of(service).values() if rpc.access.permission == kind.deciders.permission]
    never = {name for rpc in rpcs for name in rpc.access.never_by}
    assert never == set(kind.deciders.never)
    assert {role.key for role in SHIPPED_ROLES if kind.deciders.permission in role.rights} == kind.deciders.roles


@pytest.mark.parametrize("role", SHIPPED_ROLES, ids=lambda role: role.key)
def test_a_shipped_role_whose_grants_nobody_has_told_decides_as_it_was_shipped(role: ShippedRole) -> None:
    shipped: dict[str, list[dict[str, Any]]] = {
        name: [{"reach": grant.reach.value, "limits": {}}] for name, grant in role.rights.items() if name in DECIDING
    }
    assert shipped_grants(role.key) == shipped


@pytest.mark.parametrize("kind", DECIDED)
def test_who_must_not_decide_is_named_by_what_asks_for_it(kind: TodoKind) -> None:
    assert kind.deciders
    named = {name for event in kind.opened_by for name in names_of(FACTS[event])}
    assert set(kind.deciders.never) <= named
