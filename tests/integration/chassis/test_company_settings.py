"""The rules of a company that a service has not heard of yet, in every service that keeps some."""

from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from crm.accounts.v1 import care_pb2
from crm.identity.v1 import identity_pb2 as identity
from crm.leads.v1 import leads_pb2
from crm.notifier.v1 import notifier_pb2
from crm.pipeline.v1 import pipeline_pb2
from crm.receivables.v1 import receivables_pb2
from tests.support.running import ask, changed_event, person, running
from tests.support.servers import Servers

KEPT = (
    ("leads", leads_pb2, "Lead", "first_follow_up_hours", 8),
    ("accounts", care_pb2, "Account", "tier_a_days", 5),
    ("pipeline", pipeline_pb2, "Pipeline", "renewal_notice_days", 45),
    ("receivables", receivables_pb2, "Receivable", "promise_pauses", 1),
    ("notifier", notifier_pb2, "Notification", "follow_up_days", 4),
)


@pytest.mark.parametrize(("service", "pb", "kind", "field", "value"), KEPT, ids=[each[0] for each in KEPT])
async def test_shipped_rules_hold_until_a_company_has_its_own(
    servers: Servers, service: str, pb: Any, kind: str, field: str, value: int
) -> None:
    name = f"{kind.lower()}_settings"
    who = person(None, f"{name}.read", f"{name}.update")
    change = getattr(pb, f"Update{kind}SettingsRequest")(**{name: {field: value}}, update_mask={"paths": [field]})
    look = getattr(pb, f"Get{kind}SettingsRequest")()
    async with running(import_module(f"{service}.service").SERVICE, servers) as runtime:
        shipped = await ask(runtime, who, f"Get{kind}Settings", look)
        assert shipped.etag == "0"
        with pytest.raises(DomainError, match="try again in a moment") as refused:
            await ask(runtime, who, f"Update{kind}Settings", change)
        assert refused.value.reason == "COMPANY_STARTING"

        told = identity.Tenant(id=str(who.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY", name="示范公司")
        await runtime.consumers.apply([changed_event(UUID(told.id), told)])
        await ask(runtime, who, f"Update{kind}Settings", change)
        stored = await ask(runtime, who, f"Get{kind}Settings", look)
        assert int(stored.etag) > 0
        assert getattr(stored, field) == value != getattr(shipped, field)
