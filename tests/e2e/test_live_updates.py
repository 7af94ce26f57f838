"""A page that stays open hears of what changes, as far as its person may see it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.support.world import Person, World

PATH = "/v1/liveUpdates"
pytestmark = pytest.mark.capability("S-07")


@dataclass
class Page:
    """An open page: the events that came."""

    lines: AsyncIterator[str]
    last_id: str = ""

    async def next(self) -> tuple[str, dict[str, Any]]:
        """The next event that is one; fails after ten seconds."""
        name = ""
        async with asyncio.timeout(10):
            async for line in self.lines:
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "id":
                    self.last_id = value
                elif field == "data":
                    return name, json.loads(value)
        raise AssertionError("the stream ended")

    async def reset_and_ended(self) -> bool:
        """Whether the stream tells to read anew, after at most the update of the person, and ends."""
        async with asyncio.timeout(10):
            names = [line.removeprefix("event: ") async for line in self.lines if line.startswith("event: ")]
        return names[-1:] == ["reset"]


@asynccontextmanager
async def page(person: Person, last_id: str = "") -> AsyncIterator[Page]:
    headers = {"last-event-id": last_id} if last_id else {}
    async with person.client.stream("GET", PATH, headers=headers, timeout=httpx.Timeout(30)) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        opened = Page(response.aiter_lines())
        assert (await opened.next())[0] == "ready"
        yield opened


async def test_a_change_reaches_who_may_see_it_and_nobody_else(earth: World) -> None:
    company = await earth.company()
    mine, other = await company.person("sales"), await company.person("sales")
    async with page(mine) as open_page, page(other) as another:
        account = await mine.post("/v1/accounts", {"name": "青禾农机"})
        assert await open_page.next() == ("update", {"type": "account", "id": account["id"], "version": 1, "op": "changed"})
        theirs = await other.post("/v1/accounts", {"name": "远山医疗"})
        name, update = await another.next()
        assert (name, update["id"]) == ("update", theirs["id"])


async def test_a_row_that_is_given_away_is_gone_here_and_appears_there(earth: World) -> None:
    company = await earth.company()
    mine, other = await company.person("sales"), await company.person("sales")
    account = await mine.post("/v1/accounts", {"name": "白鹭纺织"})
    await earth.settle()
    async with page(mine) as here, page(other) as there:
        await mine.post(f"/v1/accounts/{account['id']}/assignments", {"personId": other.id, "role": "ASSIGNMENT_ROLE_OWNER"})
        assert (await here.next())[1]["op"] == "gone"
        assert (await there.next())[1] == {"type": "account", "id": account["id"], "version": 2, "op": "changed"}


async def test_a_connection_that_broke_goes_on_where_it_was(earth: World) -> None:
    company = await earth.company()
    person = await company.person("sales")
    async with page(person) as first:
        await person.post("/v1/accounts", {"name": "第一家"})
        await first.next()
    missed = await person.post("/v1/accounts", {"name": "第二家"})
    await earth.settle()
    async with page(person, first.last_id) as again:
        assert (await again.next())[1]["id"] == missed["id"]
    async with page(person, "another-replica-7") as elsewhere:
        assert (await elsewhere.next())[0] == "reset"


async def test_the_stream_ends_when_rights_change(earth: World) -> None:
    company = await earth.company()
    person = await company.person("sales")
    async with page(person) as opened:
        await company.admin.patch(f"/v1/users/{person.id}", {"roleIds": [company.roles["auditor"]]})
        assert await opened.reset_and_ended()


async def test_the_stream_ends_when_the_person_is_disabled(earth: World) -> None:
    company = await earth.company()
    person = await company.person("sales")
    async with page(person) as opened:
        await company.admin.post(f"/v1/users/{person.id}:disable")
        assert await opened.reset_and_ended()


async def test_without_a_sign_in_there_is_no_stream(earth: World) -> None:
    anonymous = await earth.client()
    assert (await anonymous.get(PATH)).status_code == 401
