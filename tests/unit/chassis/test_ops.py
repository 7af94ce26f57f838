"""What orchestrators and Prometheus ask a member."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chassis.environment import Address
from chassis.ops import Check, Ops


async def well() -> str:
    return ""


@asynccontextmanager
async def ops(**checks: Check) -> AsyncIterator[Ops]:
    async with Ops(Address("127.0.0.1", 0), checks=checks, metrics=lambda: b"up 1\n") as running:
        yield running


async def ask(server: Ops, request: str) -> tuple[int, dict[str, str], bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"{request} HTTP/1.1\r\nHost: member\r\n\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


async def test_a_member_is_live_while_its_loop_turns() -> None:
    async def hang() -> str:
        await asyncio.sleep(60)
        return ""

    async with ops(database=hang) as server:
        assert (await ask(server, "GET /healthz/live"))[0] == 200


async def test_a_member_is_ready_when_every_check_passes() -> None:
    async with ops(database=well, schema=well) as server:
        status, headers, body = await ask(server, "GET /healthz/ready?verbose")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "application/json", "no-store")
    assert json.loads(body) == {"ready": True, "wrong": {}}


async def test_a_member_that_is_not_ready_says_why_without_the_driver_s_words() -> None:
    async def old() -> str:
        return "The schema is 0003, 0004 is needed."

    async def fail() -> str:
        raise ConnectionError("postgresql://app:secret@db")

    async with ops(schema=old, database=fail, broker=well) as server:
        status, _, body = await ask(server, "GET /healthz/ready")
    assert status == 503
    assert json.loads(body) == {"ready": False, "wrong": {"schema": "The schema is 0003, 0004 is needed.", "database": "ConnectionError"}}


async def test_a_member_that_drains_is_live_but_not_ready() -> None:
    async with ops(database=well) as server:
        server.drain()
        assert (await ask(server, "GET /healthz/ready"))[0] == 503
        assert (await ask(server, "GET /healthz/live"))[0] == 200


async def test_metrics_are_text_for_prometheus() -> None:
    async with ops() as server:
        status, headers, body = await ask(server, "GET /metrics")
    assert (status, headers["Content-Type"], body) == (200, "text/plain; version=0.0.4; charset=utf-8", b"up 1\n")


async def test_other_requests_are_refused() -> None:
    async with ops() as server:
        assert (await ask(server, "GET /secrets"))[0] == 404
        assert (await ask(server, "POST /healthz/live"))[0] == 405
        status, headers, body = await ask(server, "HEAD /healthz/live")
        assert (status, headers["Content-Length"], body) == (200, "13", b"")


async def test_nonsense_and_silence_do_not_stop_it() -> None:
    async with ops() as server:
        for nonsense in (b"", b"\x00\xff\r\n\r\n", b"x" * 100_000):
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(nonsense)
            writer.close()
        assert (await ask(server, "GET /healthz/live"))[0] == 200
