"""What can be searched follows from the proto files, and no list crowds out the others."""

from crm.leads.v1 import leads_pb2
from edge.members import all_members, services_of
from edge.search.ranking import merged
from edge.search.sources import LONGEST, Result, sources

SOURCES = sources(service for member in all_members() for service in services_of(member))


def result(of: str, title: str, number: str = "") -> Result:
    return Result(of, title, title, "", number)


def test_every_list_with_a_search_is_asked_and_every_result_has_something_to_be_called_by() -> None:
    assert {"account", "contact", "lead", "opportunity", "contract", "receipt", "user"} <= SOURCES.keys()
    for source in SOURCES.values():
        assert source.permission
        assert source.titles, source.type


def test_a_result_says_who_it_is_and_what_tells_it_from_others_of_the_name() -> None:
    lead = leads_pb2.Lead(id="1", number="XS000001", name="林晓", company_name="青禾农机")
    nameless = leads_pb2.Lead(id="2", number="XS000002", company_name="青" * 300)
    reply = leads_pb2.ListLeadsResponse(leads=[lead, nameless])
    assert SOURCES["lead"].results(reply) == [
        Result("lead", "1", "林晓", "青禾农机", "XS000001"),
        Result("lead", "2", "XS000002", "青" * LONGEST, "XS000002"),
    ]


def test_what_is_called_just_so_comes_first_then_what_begins_so_then_every_list_in_its_turn() -> None:
    leads = [result("lead", name) for name in ("大新一", "新", "老新")]
    deals = [result("opportunity", "小新"), result("opportunity", "新线")]
    assert [found.title for found in merged("新", [leads, deals])] == ["新", "新线", "大新一", "小新", "老新"]


def test_numbers_are_names_whatever_their_case_and_width() -> None:
    contracts = [result("contract", "甲", "HT-2025-00012"), result("contract", "乙", "HT-2025-0001")]
    assert [found.title for found in merged("ｈｔ-2025-0001", [contracts])] == ["乙", "甲"]
