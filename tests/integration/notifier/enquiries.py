"""Leads, as their service tells of them."""

from typing import Any

from chassis.ids import new_id
from chassis.principal import Principal
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as leads
from crm.leads.v1 import leads_pb2 as enquiries
from tests.integration.notifier.company import Company, cny, stamp


def id_of(who: Principal) -> str:
    return str(who.person_id)


class Lead:
    """One of a person."""

    def __init__(self, company: Company, owner: Principal) -> None:
        self.company, self.owner, self.id = company, owner, str(new_id())

    def _says(self, fact: Any, /, **more: Any) -> Event:
        return self.company.fact(fact(lead_id=self.id, lead_name="陈总", company_name="宁波海天", **more), self.id)

    def assigned(self, owner: Principal | None = None, previous: Principal | None = None) -> Event:
        self.owner = owner or self.owner
        return self._says(
            leads.LeadAssigned,
            owner_id=id_of(self.owner),
            previous_owner_id=id_of(previous) if previous else "",
            reason="华东区轮流分配",
            first_follow_up_due_time=stamp(self.company.later(hours=24)),
        )

    def followed_up(self) -> Event:
        return self._says(leads.LeadFollowedUp, owner_id=id_of(self.owner), interaction_time=stamp(self.company.now), first=True)

    def missed(self) -> Event:
        return self._says(leads.LeadFirstFollowUpMissed, owner_id=id_of(self.owner), due_time=stamp(self.company.now))

    def neglected(self, days: int = 3) -> Event:
        return self._says(leads.LeadNeglected, owner_id=id_of(self.owner), kind="without_follow_up", days=days)

    def qualified(self) -> Event:
        return self._says(leads.LeadQualified, owner_id=id_of(self.owner))

    def pooled(self) -> Event:
        return self._says(leads.LeadPooled, previous_owner_id=id_of(self.owner), pool_id=str(new_id()), pool_name="华东公海")

    def converted(self) -> Event:
        return self._says(leads.LeadConverted, owner_id=id_of(self.owner), account_id=str(new_id()))

    async def told(self, *events: Event) -> None:
        await self.company.told("leads", *events)

    def resource(self, state: Any = enquiries.LEAD_STATE_ASSIGNED, owner: Principal | None = None) -> enquiries.Lead:
        owner_id = id_of(owner or self.owner)
        return enquiries.Lead(
            id=self.id, name="陈总", company_name="宁波海天", state=state, owner_id=owner_id, estimated_amount=cny("200,000.00")
        )

    async def known(self, state: Any = enquiries.LEAD_STATE_ASSIGNED, owner: Principal | None = None) -> None:
        """Its Changed event."""
        await self.told(self.company.changed(self.resource(state, owner)))
