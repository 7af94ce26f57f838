"""When a lead or customer is best called."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chassis.ids import new_id
from chassis.scope import Reach
from chassis.wire import instant
from crm.accounts.v1 import interactions_pb2 as log
from crm.leads.v1 import leads_pb2 as leads
from tests.integration.accounts.book import SAID, Book

pytestmark = pytest.mark.capability("L-12")
SHANGHAI = ZoneInfo("Asia/Shanghai")
SOURCE = str(new_id())


async def lead(book: Book) -> str:
    found = leads.Lead(id=str(new_id()), name="王海", owner_id=str(book.rep.person_id), source_id=SOURCE)
    await book.learn(found)
    return found.id


async def call(book: Book, lead_id: str, hours: dict[int, tuple[int, int]]) -> None:
    """Per hour so many calls, of which so many were answered."""
    told: dict[str, Any] = {"subject_type": "lead", "subject_id": lead_id, "type": log.INTERACTION_TYPE_CALL, "text": SAID}
    rows = [
        log.Interaction(
            **told,
            outcome=log.OUTCOME_REACHED if number < answered else log.OUTCOME_NOT_REACHED,
            interaction_time=instant(datetime(2025, 11, 3 + number, hour, 30, tzinfo=SHANGHAI)),
        )
        for hour, (calls, answered) in hours.items()
        for number in range(calls)
    ]
    requests = [log.CreateInteractionRequest(interaction=row) for row in rows]
    reply = await book.ask("BatchCreateInteractions", log.BatchCreateInteractionsRequest(requests=requests, historical=True))
    assert all(verdict.id for verdict in reply.verdicts)


async def best(book: Book, lead_id: str, **more: Any) -> log.ContactTime:
    found: log.ContactTime = await book.ask(
        "ReportContactTime", log.ReportContactTimeRequest(subject_type="lead", subject_id=lead_id), **more
    )
    return found


async def test_a_lead_is_best_called_when_it_answers_else_when_leads_of_its_source_do(book: Book) -> None:
    own, fresh = await lead(book), await lead(book)
    nothing = await best(book, own)
    assert (nothing.basis, nothing.HasField("best"), nothing.why.code) == (log.CONTACT_TIME_BASIS_UNSPECIFIED, False, "TOO_FEW_CALLS")
    await call(book, own, {9: (8, 1), 10: (10, 8), 16: (8, 2)})
    found = await best(book, own)
    assert (found.basis, found.best.hour, found.best.calls, found.best.answered) == (log.CONTACT_TIME_BASIS_SUBJECT, 10, 10, 8)
    assert (found.calls, found.why.text_en) == (26, "This customer answered 8 of 10 calls at 10:00")
    alike = await best(book, fresh)
    assert (alike.basis, alike.best.hour, alike.why.code) == (log.CONTACT_TIME_BASIS_SOURCE, 10, "ANSWERS_SOURCE")


async def test_calls_that_the_caller_may_not_see_say_nothing(book: Book) -> None:
    own = await lead(book)
    await call(book, own, {10: (22, 20)})
    assert (await best(book, own, who=book.colleague(Reach.OWN))).calls == 0
