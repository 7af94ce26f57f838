"""Which permissions there are, and which of them post money: read from the RPCs that demand them, so nobody keeps a second list."""

from collections.abc import Iterator

from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor

from crm.accounts.v1 import accounts_pb2
from crm.common.v1 import options_pb2
from crm.identity.v1 import identity_pb2
from crm.leads.v1 import leads_pb2
from crm.notifier.v1 import notifier_pb2
from crm.pipeline.v1 import pipeline_pb2
from crm.receivables.v1 import receivables_pb2

# A new service is one line here.
SERVICES: tuple[ServiceDescriptor, ...] = (
    accounts_pb2.DESCRIPTOR.services_by_name["Accounts"],
    identity_pb2.DESCRIPTOR.services_by_name["Identity"],
    leads_pb2.DESCRIPTOR.services_by_name["Leads"],
    notifier_pb2.DESCRIPTOR.services_by_name["Notifier"],
    pipeline_pb2.DESCRIPTOR.services_by_name["Pipeline"],
    receivables_pb2.DESCRIPTOR.services_by_name["Receivables"],
)


def rpcs() -> Iterator[tuple[MethodDescriptor, options_pb2.Access]]:
    """Every RPC of the product with what it demands."""
    for service in SERVICES:
        for method in service.methods:
            yield method, method.GetOptions().Extensions[options_pb2.access]


# Everything that a role can grant.
KNOWN = frozenset(access.permission for _, access in rpcs() if access.permission)

# What posts money.
MONEY = frozenset(access.permission for _, access in rpcs() if access.permission and access.money)

# Looking at the product with another person's eyes ends when this is taken away.
VIEW_AS = "user.view_as"

# Who has one of these decides what people may do, and could make oneself anything: an administrator, whatever the role is called.
ADMINISTRATION = frozenset(
    {"role.create", "role.update", "user.create", "user.import", "user.update", "user.disable", "user.reset_password"}
)
