"""Refusals arrive as they were raised, over a real socket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
import pytest

from chassis.errors import DomainError, Kind, Violation, invalid, not_found, precondition
from chassis.errors_grpc import from_rpc_error, status_of

Handler = Callable[[bytes, Any], Awaitable[bytes]]
CALL = "/test.Service/Call"


@asynccontextmanager
async def service(handler: Handler) -> AsyncIterator[Any]:
    server = grpc.aio.server()
    methods: dict[str, Any] = {"Call": grpc.unary_unary_rpc_method_handler(handler)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Service", methods),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield channel
    finally:
        await server.stop(None)


async def call(channel: Any, patience: float) -> None:
    await channel.unary_unary(CALL)(b"", timeout=patience)


async def heard(handler: Handler, patience: float = 5) -> DomainError | None:
    """What the caller hears."""
    async with service(handler) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as failed:
            await call(channel, patience)
    return from_rpc_error(failed.value)


async def said(error: DomainError) -> DomainError:
    async def refuse(_: bytes, context: Any) -> bytes:
        await context.abort_with_status(status_of(error))
        return b""

    arrived = await heard(refuse)
    assert arrived is not None
    return arrived


@pytest.mark.parametrize(
    "error",
    [
        invalid("order.名", "不行", "NOT_SO", most="3"),
        precondition("STALE_ETAG", "It was changed in the meantime.", etag="7"),
        not_found("order", "x"),
        DomainError(Kind.INVALID, "INVALID_REQUEST", "Words.", violations=(Violation("order.name", "Too long.", "TEXT_TOO_LONG"),)),
        *(DomainError(kind, "WHATEVER", "Words.") for kind in Kind),
    ],
)
async def test_a_refusal_arrives_as_it_was_raised(error: DomainError) -> None:
    arrived = await said(error)
    assert (arrived.kind, arrived.reason, arrived.detail) == (error.kind, error.reason, error.detail)
    assert (arrived.metadata, arrived.violations) == (error.metadata, error.violations)


async def test_a_long_refusal_still_arrives() -> None:
    violations = tuple(Violation(f"order.lines.{index}.net", "款" * 2000) for index in range(200))
    arrived = await said(
        DomainError(Kind.INVALID, "INVALID_REQUEST", "错" * 5000, violations=violations, metadata={"a": "b", "long": "x" * 9000})
    )
    assert arrived.reason == "INVALID_REQUEST"
    assert arrived.detail.endswith("错…")
    assert 5 < len(arrived.violations) < 200
    assert arrived.metadata == {"a": "b", "count": "200"}


async def test_a_fault_is_no_refusal() -> None:
    async def fail(_: bytes, context: Any) -> bytes:
        await context.abort(grpc.StatusCode.INTERNAL, "secret")
        return b""

    assert await heard(fail) is None


async def test_a_service_that_does_not_answer_is_unavailable() -> None:
    async with grpc.aio.insecure_channel("127.0.0.1:1") as channel:
        with pytest.raises(grpc.aio.AioRpcError) as failed:
            await call(channel, 5)
    arrived = from_rpc_error(failed.value)
    assert arrived is not None
    assert (arrived.kind, arrived.reason) == (Kind.UNAVAILABLE, "UNAVAILABLE")


async def test_a_service_that_is_late_may_have_done_its_work() -> None:
    async def sleep(_: bytes, __: Any) -> bytes:
        await asyncio.sleep(5)
        return b""

    arrived = await heard(sleep, patience=0.05)
    assert arrived is not None
    assert (arrived.kind, arrived.reason) == (Kind.UNAVAILABLE, "DEADLINE_EXCEEDED")
    assert "Idempotency-Key" in arrived.detail
