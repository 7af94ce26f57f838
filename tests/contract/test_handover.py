"""A transfer of somebody's work forgets nothing: every kind of record that a person owns is handed over, or said why not."""

from chassis import handover
from chassis.aggregate import Record
from chassis.service import Following, Service
from tests.contract.members import SERVICES

# What goes with the record that it hangs on and is no work by itself; what was done; and transfers themselves.
NO_WORK = {
    "accounts": {"contact", "interaction", "do_not_disturb", "transfer"},
    "receivables": {"intent"},
}


def test_every_kind_of_record_with_an_owner_is_handed_over_or_goes_with_another(service: Service) -> None:
    owned = {resource.name for resource in service.resources if issubclass(resource.kind, Record) and resource.published}
    handed = {each.table.name if isinstance(each, Following) else service.resource(each.kind).name for each in service.handed_over}
    assert owned - handed == NO_WORK.get(service.name, set())


def test_a_service_that_hands_over_can_be_asked_to(service: Service) -> None:
    assert bool(service.handed_over) is (handover in service.modules)


def test_who_leads_transfers_asks_every_service_that_hands_over() -> None:
    from accounts.opened import SERVICES as ASKED

    assert set(ASKED) == {service.name for service in SERVICES if service.handed_over}
