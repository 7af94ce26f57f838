"""Calls and chats that other systems record: a telephone system, WeCom."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from chassis.wire import instant
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import interactions_pb2 as log
from tests.integration.accounts.book import SAID, START, Book

PHONE = "13800138001"
pytestmark = pytest.mark.capability("P-19")


@pytest.fixture
def switchboard(book: Book) -> Principal:
    """A key of somebody who may bring in what others did."""
    return book.colleague(Reach.COMPANY)


def call(book: Book, **fields: Any) -> log.Interaction:
    told: dict[str, Any] = {"type": log.INTERACTION_TYPE_CALL, "outcome": log.OUTCOME_REACHED, "text": SAID, "phone": PHONE, **fields}
    return log.Interaction(person_id=str(book.rep.person_id), interaction_time=instant(START - timedelta(minutes=5)), **told)


def put(interaction: log.Interaction, id: str = "call-1") -> log.UpsertInteractionRequest:
    return log.UpsertInteractionRequest(system="pbx", external_id=id, interaction=interaction)


async def contact(book: Book, account_id: str, **fields: str) -> pb.Contact:
    given: dict[str, Any] = {"phone": PHONE, **fields}
    made = pb.Contact(account_id=account_id, name="陈海波", **given)
    found: pb.Contact = await book.ask("CreateContact", pb.CreateContactRequest(contact=made))
    return found


async def test_a_recorded_call_finds_its_customer_by_the_number_and_counts_as_its_colleagues(book: Book, switchboard: Principal) -> None:
    account = await book.account()
    who = await contact(book, account.id)
    made = await book.ask("UpsertInteraction", put(call(book, phone="+86 138-0013-8001")), who=switchboard)
    assert (made.subject_type, made.account_id, list(made.contact_ids)) == ("account", account.id, [who.id])
    assert (made.person_id, made.phone, made.two_way) == (str(book.rep.person_id), "", True)
    assert (await book.read(account.id)).last_contact_time == made.interaction_time
    (fact,) = await book.facts("InteractionLogged")
    assert (fact.by_assigned, fact.person_id) == (True, str(book.rep.person_id))


async def test_a_record_that_is_sent_again_changes_nothing_however_late_and_more_text_completes_it(
    book: Book, switchboard: Principal
) -> None:
    await contact(book, (await book.account()).id)
    thin = await book.ask("UpsertInteraction", put(call(book, text="通话 3 分钟")), who=switchboard)
    full = await book.ask("UpsertInteraction", put(call(book)), who=switchboard)
    assert (full.id, full.text) == (thin.id, SAID)
    assert len(await book.facts("InteractionThin")) == len(await book.facts("InteractionMended")) == 1
    await book.advance(START + timedelta(days=3))
    again = await book.ask("UpsertInteraction", put(call(book)), who=switchboard)
    assert again.etag == full.etag
    with pytest.raises(DomainError) as refused:
        await book.ask("UpsertInteraction", put(call(book, text="改了")), who=switchboard)
    assert refused.value.reason == "NO_LONGER_FRESH"
    assert len(await book.facts("InteractionLogged")) == 1


async def test_a_chat_finds_its_customer_by_the_wechat_id(book: Book, switchboard: Principal) -> None:
    account = await book.account()
    await contact(book, account.id, wechat="ChenHaibo_88")
    chat = call(book, type=log.INTERACTION_TYPE_WECHAT, phone="", wechat="chenhaibo_88", outcome=log.OUTCOME_ANSWERED)
    assert (await book.ask("UpsertInteraction", put(chat), who=switchboard)).account_id == account.id


async def test_of_several_customers_with_the_number_it_is_the_colleagues_own(book: Book, switchboard: Principal) -> None:
    other = book.colleague()
    theirs = await book.account("宁波海天机械有限公司", who=other)
    request = pb.CreateContactRequest(contact=pb.Contact(account_id=theirs.id, name="陈海波", phone=PHONE))
    await book.ask("CreateContact", request, who=other)
    mine = await book.account()
    await contact(book, mine.id)
    assert (await book.ask("UpsertInteraction", put(call(book)), who=switchboard)).account_id == mine.id
    stranger = call(book)
    stranger.person_id = str(new_id())
    refusal = await book.refused("UpsertInteraction", put(stranger, "call-2"), who=switchboard)
    assert (refusal.reason, refusal.metadata["count"]) == ("CONTACT_AMBIGUOUS", "2")


async def test_a_number_that_nobody_has_or_that_is_none_is_refused(book: Book, switchboard: Principal) -> None:
    for phone, reason in ((PHONE, "CONTACT_UNKNOWN"), ("12", "NOT_A_PHONE")):
        refusal = await book.refused("UpsertInteraction", put(call(book, phone=phone)), who=switchboard)
        assert (refusal.reason, refusal.violations[0].field) == (reason, "interaction.phone")


async def test_a_record_names_its_subject_where_it_is_known(book: Book, switchboard: Principal) -> None:
    account = await book.account()
    made = await book.ask("UpsertInteraction", put(call(book, phone="", subject_type="account", subject_id=account.id)), who=switchboard)
    assert made.account_id == account.id
