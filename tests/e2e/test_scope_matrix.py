"""Roles x RPCs x scopes: whatever the product is asked, the answer is made of the rows that a few lines of plain Python let through.

The rows are those of a small company, again and again, with chance saying who owns them, where they lie, and with whom they are shared.
Every reach is tried without and with limits to companies of ours, business units, product lines and regions. The questions come from the
proto files: an RPC of which nobody has said what decides its answer fails here (tests/support/questions.py).
"""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from google.protobuf.message import Message

from chassis.clock import Clock
from chassis.descriptors import descriptor_of, message_of
from chassis.errors import DomainError
from chassis.events import payload
from chassis.messages import to_message
from chassis.runtime import Runtime
from crm.common.v1 import event_pb2
from edge.live.change import Change, readers
from tests.contract.members import SERVICES
from tests.support.crowded import WORD, Crowd, Places, Row, crowd, decoded, is_scoped
from tests.support.crowded_ledger import post_claims
from tests.support.questions import Question, Way, ids, questions
from tests.support.running import ask
from tests.support.scope_reports import ADDED_UP
from tests.support.scopes import DIMENSIONS, REACHES, Eyes, everybody, some
from tests.support.servers import Servers
from tests.support.templates import Templates
from tests.support.world import Person, World, world

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SEED = 52
ROWS = 60
QUESTIONS = {service.name: questions(service) for service in SERVICES}
pytestmark = pytest.mark.capability("S-07", "S-08", "S-09", "S-10", "S-11", "M-51")


@dataclass
class Matrix:
    """A company full of rows, and who looks at them."""

    earth: World
    firm: Templates
    crowds: dict[str, Crowd]
    eyes: list[Eyes]
    random: Random
    thorough: bool

    def asked(self, *ways: Way) -> list[tuple[Runtime, Question]]:
        return [(runtime, each) for runtime in self.earth.runtimes for each in QUESTIONS[runtime.service.name] if each.way in ways]

    def rows(self, question: Question) -> list[Row]:
        return self.crowds[question.service.name].rows[question.table]

    def hidden(self, rows: list[Row]) -> Iterator[tuple[Eyes, Row]]:
        """A row, or some, that they may not see, for everybody."""
        for eyes in self.eyes:
            unseen = [row for row in rows if not eyes.see(row)]
            for row in self.few(unseen)[: None if self.thorough else 1]:
                yield eyes, row

    def few(self, rows: list[Row]) -> list[Row]:
        return rows if self.thorough else self.random.sample(rows, min(3, len(rows)))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def matrix(servers: Servers, tmp_path_factory: pytest.TempPathFactory, proving: bool) -> AsyncIterator[Matrix]:
    random = Random(SEED)
    async with world(servers, tmp_path_factory.mktemp("attachments")) as earth:
        firm = await Templates(await earth.company()).open()
        tenant_id, teams = firm.company.tenant_id, firm.teams
        people = [UUID(person.id) for person in (firm.rep, firm.li, firm.manager, firm.head, firm.boss)]
        places = Places(people, teams, (UUID(firm.company.legal_entity_id), uuid4()), linked=await firm.links())
        crowds = {
            runtime.service.name: await crowd(runtime, servers, tenant_id, places, random, ROWS * (3 if proving else 1))
            for runtime in earth.runtimes
        }
        await post_claims(crowds["receivables"])
        eyes = everybody(tenant_id, people[0], teams[0], tuple(teams[1:2]), places)
        yield Matrix(earth, firm, crowds, eyes if proving else some(eyes, random), random, proving)


async def told(runtime: Runtime, question: Question, eyes: Eyes, **fields: Any) -> Any:
    """The reply, or the reason of the refusal."""
    return await answered(runtime, question, eyes, question.request(**fields))


async def answered(runtime: Runtime, question: Question, eyes: Eyes, request: Message) -> Any:
    principal = eyes.principal(question.rpc.access.permission, int(Clock.real().timestamp()))
    try:
        return await ask(runtime, principal, question.rpc.descriptor.name, request)
    except DomainError as error:
        refusal = error
    # What is said of a hidden record is what would be said if it did not exist: nothing of what hangs on it.
    assert set(ID.findall(refusal.detail)) <= set(ID.findall(str(request))), f"{question.name}: {refusal.detail}"
    return refusal.reason


async def listed(runtime: Runtime, question: Question, eyes: Eyes, **fields: Any) -> tuple[list[UUID], int]:
    """The ids of all pages, and the total that the first one says."""
    found: list[UUID] = []
    token, total = "", -1
    while True:
        reply = await told(runtime, question, eyes, page_token=token, **fields)
        assert not isinstance(reply, str), f"{question.name} {eyes}: {reply}"
        found += ids(reply)
        if not token and "total" in reply.DESCRIPTOR.fields_by_name:
            total = reply.total.count
        if not (token := reply.next_page_token):
            return found, total if total >= 0 else len(found)


def is_listed(question: Question, row: Row, value: Any) -> bool:
    return row.get("archive_time") is None and (not question.column or row[question.column] == value)


async def check_lists(matrix: Matrix, wanted: Callable[[Row], bool], **fields: Any) -> int:
    """Every list that takes these fields, for everybody; returns how many were compared."""
    compared = 0
    for runtime, question in matrix.asked(Way.LIST):
        assert question.shown is not None
        if not fields.keys() <= question.shown.asked.keys():
            continue
        rows = matrix.rows(question)
        value = next((row[question.column] for row in rows if row[question.column]), None) if question.column else None
        within = {question.field: str(value)} if question.column else {}
        for eyes in matrix.eyes:
            expected = {row["id"] for row in rows if eyes.see(row) and is_listed(question, row, value) and wanted(row)}
            found, total = await listed(runtime, question, eyes, **within, **fields)
            assert len(found) == len(set(found)), f"{question.name} {eyes}: rows come twice"
            assert set(found) == expected, f"{question.name} {eyes}: {len(found)} rows, not {len(expected)}"
            assert total == len(expected), f"{question.name} {eyes}: it counts {total}, not {len(expected)}"
            compared += 1
    return compared


async def test_every_permission_is_in_the_matrix_and_every_scoped_table_is_asked_for(matrix: Matrix) -> None:
    for runtime in matrix.earth.runtimes:
        asked = QUESTIONS[runtime.service.name]
        assert {each.rpc.descriptor.name for each in asked} == {
            name for name, rpc in runtime.pipeline.rpcs.items() if rpc.access.permission
        }
        tables = {table.name for table in runtime.service.metadata.sorted_tables if is_scoped(table)}
        assert {each.table for each in asked if each.way in (Way.LIST, Way.ONE)} == tables


async def test_lists_show_and_count_the_rows_of_the_scope_on_all_their_pages(matrix: Matrix) -> None:
    assert await check_lists(matrix, lambda row: True, page_size=17) > 100


async def test_searches_find_within_the_scope_alone(matrix: Matrix) -> None:
    assert await check_lists(matrix, lambda row: WORD in row["search_text"], search=WORD, page_size=200) > 50


async def test_a_record_is_there_for_who_may_see_it_and_not_found_by_anybody_else(matrix: Matrix) -> None:
    for runtime, question in matrix.asked(Way.ONE, Way.EXTERNAL):
        known = matrix.crowds[question.service.name].external
        rows = [row for row in matrix.rows(question) if question.way is Way.ONE or row["id"] in known]
        for eyes in matrix.eyes:
            seen, hidden = ([row for row in rows if eyes.see(row) is is_seen] for is_seen in (True, False))
            for row in (*matrix.few(seen), *matrix.few(hidden)):
                id = str(row["id"])
                named = {"system": "crowd", "external_id": id} if question.way is Way.EXTERNAL else {question.field: id}
                reply = await told(runtime, question, eyes, **named)
                found = reply if isinstance(reply, str) else reply.id
                assert found == (id if eyes.see(row) else "NOT_FOUND"), f"{question.name} {eyes}: {row}"


async def test_nothing_beneath_a_hidden_record_is_shown_and_nothing_is_done_with_it(matrix: Matrix) -> None:
    for runtime, question in matrix.asked(Way.BENEATH):
        for eyes, row in matrix.hidden(matrix.rows(question)):
            assert await told(runtime, question, eyes, **{question.field: str(row["id"])}) == "NOT_FOUND", f"{question.name} {eyes}"


async def test_nothing_is_made_beneath_a_hidden_record(matrix: Matrix) -> None:
    for runtime, question in matrix.asked(Way.MAKES):
        for body, named, table in question.hangs_on():
            for eyes, row in matrix.hidden(matrix.crowds[question.service.name].rows[table]):
                request = question.beneath(body, named, row["id"])
                assert await answered(runtime, question, eyes, request) == "NOT_FOUND", f"{question.name} {eyes}"


async def test_rows_of_a_batch_hang_on_nothing_hidden(matrix: Matrix) -> None:
    made = {each.rpc.request_class.DESCRIPTOR.full_name: each for _, each in matrix.asked(Way.MAKES)}
    for runtime, question in matrix.asked(Way.MAKES):
        rows = descriptor_of(question.rpc.request_class).fields_by_name.get("requests")
        one = made.get(message_of(rows).full_name) if rows is not None else None
        if one is None:
            continue
        for body, named, table in one.hangs_on():
            for eyes, row in matrix.hidden(matrix.crowds[question.service.name].rows[table]):
                batch: Any = question.rpc.request_class(requests=[one.beneath(body, named, row["id"])])
                (verdict,) = (await answered(runtime, question, eyes, batch)).verdicts
                assert verdict.problem.reason == "NOT_FOUND", f"{question.name} {eyes}: {verdict}"


async def test_reports_add_up_the_rows_of_the_scope(matrix: Matrix) -> None:
    for runtime, question in matrix.asked(Way.REPORT):
        expected, said, fields = ADDED_UP[question.rpc.descriptor.name]
        for eyes in matrix.eyes:
            reply = await told(runtime, question, eyes, **fields)
            assert not isinstance(reply, str), f"{question.name} {eyes}: {reply}"
            wanted = +expected(row for row in matrix.rows(question) if eyes.see(row))
            assert +said(reply) == wanted, f"{question.name} {eyes}"


async def test_what_tells_of_the_company_as_a_whole_is_refused_to_who_sees_a_part_of_it(matrix: Matrix) -> None:
    for runtime, question in matrix.asked(Way.COMPANY_WIDE):
        for eyes in matrix.eyes:
            if eyes.reach.value != "company" or eyes.limits.business_units or eyes.limits.product_lines or eyes.limits.regions:
                assert await told(runtime, question, eyes) == "COMPANY_WIDE_ONLY", f"{question.name} {eyes}"


async def test_live_updates_tell_those_who_see_a_record_and_those_who_saw_it(matrix: Matrix) -> None:
    permissions = readers([runtime.service.descriptor for runtime in matrix.earth.runtimes])
    for runtime in matrix.earth.runtimes:
        crowd_of = matrix.crowds[runtime.service.name]
        for resource in runtime.service.resources:
            permission = permissions.get(resource.message.DESCRIPTOR.full_name)
            if not (resource.published and permission and is_scoped(resource.table)):
                continue
            for row in matrix.few(crowd_of.rows[resource.name]) * 3:
                before = matrix.random.choice(crowd_of.rows[resource.name])
                event = _event(resource, row, before)
                for eyes in matrix.eyes:
                    update = Change(event, permission).told_to(eyes.principal(permission, 0))
                    sees, saw = eyes.see(row), eyes.within_limits(row) and eyes.reaches(*_owners(before))
                    live = sees and row.get("archive_time") is None
                    expected = ("changed" if live else "gone") if sees or saw else None
                    assert (update.op if update else None) == expected, f"{resource.name} {eyes}: {row}"


def _owners(row: Row) -> tuple[Any, Any, Any]:
    return row["owner_id"], row["team_id"], row["shared_with"]


def _event(resource: Any, row: Row, before: Row) -> event_pb2.Event:
    """What a commit that moved the row from where `before` lies says of it."""

    def scope(of: Row) -> event_pb2.Scope:
        owner, team, shared = _owners(of)
        return event_pb2.Scope(owner_id=str(owner or ""), team_id=str(team or ""), shared_with=[str(person) for person in shared])

    message = to_message(resource.message, decoded(resource.table, row))
    event = event_pb2.Event(
        type=message.DESCRIPTOR.full_name,
        payload=message.SerializeToString(),
        changed=True,
        subject_type=resource.name,
        subject_id=str(row["id"]),
        version=2,
        scope=scope(row),
        previous_scope=scope(before),
        archived=row.get("archive_time") is not None,
    )
    assert payload(event) == message
    return event


# --- over HTTP, by people with roles of the company's own -------------------------------------------

# A list of the API: the service and table whose rows it shows, and what reads it.
SHOWN = {
    "accounts": ("accounts", "account", "account.read"),
    "leads": ("leads", "lead", "lead.read"),
    "opportunities": ("pipeline", "opportunity", "opportunity.read"),
    "contracts": ("pipeline", "contract", "contract.read"),
    "paymentPlans": ("receivables", "payment_plan", "plan.read"),
    "receipts": ("receivables", "receipt", "receipt.read"),
}

# Of these everybody takes a file; in a thorough run of all.
FILES = ("accounts", "receipts")


async def meet(matrix: Matrix, person: Person, eyes: Eyes) -> None:
    """Gives somebody the role that these eyes have; ends when the edge knows it."""
    company = matrix.firm.company
    limits = {name: [str(value) for value in getattr(eyes.limits, name)] for name in DIMENSIONS.values()}
    names = {"legal_entity_ids": "legalEntityIds", "business_units": "businessUnits", "product_lines": "productLines", "regions": "regions"}
    reach = {"reach": f"REACH_{eyes.reach.name}", "limits": {names[name]: values for name, values in limits.items()}}
    grants = [{"permission": permission, **reach} for *_, permission in SHOWN.values()]
    grants += [{"permission": f"export.{act}", "reach": "REACH_OWN"} for act in ("read", "create")]
    role = await company.admin.post("/v1/roles", {"key": f"r{matrix.random.getrandbits(40):x}", "name": str(eyes), "grants": grants})
    await company.admin.patch(f"/v1/users/{person.id}", {"roleIds": [role["id"]]})
    for _ in range(100):
        if len((await person.get("/v1/me"))["permissions"]) == len(grants):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"{person.name} still has another role.")


async def all_seeing(matrix: Matrix) -> Person:
    """Who decides what others see, and sees all customers."""
    company = matrix.firm.company
    seeing = ("role.update", "account.read", "user.read", "team.read", "legal_entity.read")
    grants = [{"permission": permission, "reach": "REACH_COMPANY"} for permission in seeing]
    role = await company.admin.post("/v1/roles", {"key": "supervisor", "name": "主管", "grants": grants})
    company.roles["supervisor"] = role["id"]
    return await company.person("supervisor")


async def found_by(person: Person, kind: str) -> set[str]:
    """What the search over everything finds of one kind; on a busy machine one asks again."""
    found: Any = {}
    for _ in range(20):
        found = await person.get("/v1/search", q=WORD, types=kind)
        if not found["incomplete"]:
            break
    return {each["id"] for each in found["results"]}


async def exported(person: Person, resource: str) -> set[str]:
    asked = {"resource": resource, "columns": [{"field": "id", "title": "id"}], "format": "EXPORT_FORMAT_CSV"}
    export = await person.post("/v1/exports", asked)
    async with asyncio.timeout(60):
        while export["state"] not in ("EXPORT_STATE_SUCCEEDED", "EXPORT_STATE_FAILED"):
            await asyncio.sleep(0.1)
            export = await person.get(f"/v1/exports/{export['id']}")
    content = (await person.ask("GET", f"/v1/exports/{export['id']}/content")).content.decode("utf-8-sig")
    return {row["id"] for row in csv.DictReader(io.StringIO(content))}


async def test_people_meet_the_same_rows_in_lists_searches_files_and_explanations(matrix: Matrix) -> None:
    firm, supervisor = matrix.firm, await all_seeing(matrix)
    east, south = firm.teams
    standing = ((firm.rep, east), (firm.li, south), (firm.manager, east), (firm.head, south), (firm.boss, UUID(int=0)))
    limited = {each.reach: each for each in matrix.eyes if each.limits}
    people = []
    for (person, team), reach in zip(standing, REACHES, strict=True):
        people.append((person, replace(limited[reach], person_id=UUID(person.id), team_id=team, below=())))
        await meet(matrix, *people[-1])
    # Whoever changes brings their rows along into their team, where they are not there yet.
    await matrix.earth.settle()
    for runtime in matrix.earth.runtimes:
        await matrix.crowds[runtime.service.name].read(filter(is_scoped, runtime.service.metadata.sorted_tables))
    for person, eyes in people:
        for path, (service, table, _) in SHOWN.items():
            rows = [row for row in matrix.crowds[service].rows[table] if row.get("archive_time") is None]
            seen = {str(row["id"]) for row in rows if eyes.see(row)}
            assert {row["id"] for row in await person.everything(f"/v1/{path}", path)} == seen, f"{path} {eyes}"
            if path in FILES or matrix.thorough:
                assert await exported(person, path) == seen, f"{path} {eyes}"
            found = await found_by(person, table)
            wanted = {str(row["id"]) for row in rows if eyes.see(row) and WORD in row["search_text"]}
            assert found <= wanted, f"{path} {eyes}"
            assert bool(found) is bool(wanted), f"{path} {eyes}"
        for row in matrix.random.sample(matrix.crowds["accounts"].rows["account"], 10):
            ask = {"subjectType": "account", "subjectId": str(row["id"]), "personId": person.id}
            answer = await supervisor.post("/v1/access:explain", ask)
            assert answer["verdict"] == f"ACCESS_VERDICT_{'ALLOWED' if eyes.see(row) else 'DENIED'}", f"{eyes}: {answer}"
