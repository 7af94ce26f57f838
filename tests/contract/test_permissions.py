"""Every permission that an RPC demands is granted by a shipped role, and no role grants what nothing demands."""

import pytest
from google.protobuf.descriptor import MethodDescriptor

from crm.common.v1 import options_pb2
from edge.members import all_members, services_of
from identity.domain.permissions import ADMINISTRATION, KNOWN, MONEY, SERVICES, rpcs
from identity.domain.shipped_roles import SHIPPED_ROLES


def test_the_permissions_are_read_from_every_service() -> None:
    assert {service.full_name for service in SERVICES} == {service.full_name for member in all_members() for service in services_of(member)}


@pytest.mark.parametrize(("method", "access"), [*rpcs()], ids=lambda each: each.full_name if isinstance(each, MethodDescriptor) else "")
def test_somebody_may_call_each_rpc(method: MethodDescriptor, access: options_pb2.Access) -> None:
    if access.permission:
        assert any(access.permission in role.rights for role in SHIPPED_ROLES), access.permission
    else:
        assert access.signed_in or access.anonymous or access.services


def test_no_role_grants_what_no_rpc_demands() -> None:
    for role in SHIPPED_ROLES:
        assert role.rights.keys() <= KNOWN, role.key


def test_the_permissions_that_mean_something_special_exist() -> None:
    assert KNOWN >= ADMINISTRATION
    assert MONEY


def test_no_role_that_administers_posts_money() -> None:
    for role in SHIPPED_ROLES:
        assert ADMINISTRATION.isdisjoint(role.rights) or MONEY.isdisjoint(role.rights), role.key
