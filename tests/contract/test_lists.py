"""Every list shows what it says it shows, and can be asked what its proto file says it can be asked."""

import re
from datetime import UTC, date

from chassis.descriptors import descriptor_of, is_input_only
from chassis.fields import Fields, Today
from chassis.filter import clause
from chassis.ids import new_id
from chassis.messages import filled
from chassis.service import Service
from edge.openapi.comments import comment
from tests.contract.lists import Shown, declared_for_all, declared_in, shown_by

# What handlers put into the rows of a page themselves, and what only the reply that made the record says.
SAID_OTHERWISE = {
    "ListTodos": {"above_fold"},
    "ListReferralRewards": {"rewards", "terms"},
    "ListPaymentPlans": {"planned", "open", "paid"},
    "ListSessions": {"current", "token", "must_change_password"},
    "ListApiKeys": {"secret"},
    "ListSavedViews": {"is_default"},
    "ListImportRows": {"cells", "findings"},
}
# Taken from its subject, an attachment is shown nowhere.
NEVER_SHOWN_AGAIN = {"ListAttachments"}
_COMPARISON = re.compile(r'\w+ (?:=|!=|<=|>=|<|>|:) ?(?:"[^"]*"|[\w+-]+)')
_TODAY = Today(date(2026, 1, 20), UTC)


def test_every_declared_list_is_shown_by_an_rpc(service: Service) -> None:
    shown = {each.listing.table.name for each in shown_by(service)}
    assert {listing.table.name for listing in declared_in(service)} <= shown
    assert shown <= {listing.table.name for listing in (*declared_in(service), *declared_for_all())}


def test_a_row_says_everything_but_what_the_rpc_says_it_leaves_out(service: Service) -> None:
    for each in shown_by(service):
        left_out = {name for name in _empty(each) if name not in _words(each)}
        assert left_out == SAID_OTHERWISE.get(each.name, set()), each.name


def _empty(shown: Shown) -> set[str]:
    columns = shown.listing.columns or [column for column in shown.listing.table.c if not column.info.get("unlisted")]
    told = filled(shown.row, (*(column.key for column in columns), *shown.parts))
    return {field.name for field in shown.row.fields if field.name not in told and not is_input_only(field)}


def _words(shown: Shown) -> set[str]:
    """Of the comment: "Lists contracts, without lines, terms and milestones"."""
    return set(re.findall(r"\w+", comment(shown.rpc.descriptor.full_name).partition("without")[2]))


def test_a_list_comes_in_pages(service: Service) -> None:
    for each in shown_by(service):
        assert {"page_size", "page_token"} <= each.asked.keys(), each.name
        assert "next_page_token" in descriptor_of(each.reply).fields_by_name, each.name


def test_a_list_can_be_searched_where_it_is_declared_so(service: Service) -> None:
    for each in shown_by(service):
        assert ("search" in each.asked) is (each.listing.search is not None), each.name


def test_what_can_be_put_into_the_recycle_bin_can_be_shown_there(service: Service) -> None:
    for each in shown_by(service):
        archived = f"Archive{each.row.name}" in service.descriptor.methods_by_name
        assert ("show_archived" in each.asked) is (archived and each.name not in NEVER_SHOWN_AGAIN), each.name


def test_the_comparisons_in_comments_can_be_made(service: Service) -> None:
    for each in shown_by(service):
        if (field := each.asked.get("filter")) is not None:
            comparisons = _COMPARISON.findall(comment(field.full_name))
            assert comparisons, each.name
            for text in comparisons:
                clause(text.replace("...", str(new_id())), Fields(each.listing.fields), _TODAY)
