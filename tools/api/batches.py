"""`:batchCreate`: at most 200 rows in one request, a verdict for each."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from tools.api.client import Client, Json, key_of

T = TypeVar("T")

ROWS = 200
# Requests under way at once. More would only wait for each other: records are numbered one after the other.
AT_ONCE = 4
# What a row may wait for (a copy of a record that another service keeps) has mostly come after this many seconds.
AGAIN_AFTER = 1.0


@dataclass(frozen=True)
class Verdict:
    """The id of the record, or why there is none."""

    id: str = ""
    reason: str = ""
    # JSON pointer into the row; empty where the row as a whole is refused.
    pointer: str = ""


def batches(rows: Sequence[T], size: int = ROWS) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


async def at_once(act: Callable[[T], Awaitable[None]], items: Iterable[T], limit: int = AT_ONCE) -> None:
    """Does it for each, in this order, so many at a time. The first failure ends the others and is raised."""
    gate = asyncio.Semaphore(limit)

    async def one(item: T) -> None:
        async with gate:
            await act(item)

    try:
        async with asyncio.TaskGroup() as group:
            for item in items:
                group.create_task(one(item))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None


async def store(client: Client, path: str, rows: Sequence[Json], *, historical: bool = False, tries: int = 2) -> list[Verdict]:
    """Creates what is not there yet, and finds again what is; a verdict per row, in their order.

    The key follows from the content: where the answer was lost, the same request gets the same one. Rows that are refused are sent again,
    so often in all, under a key of their own, for what they lacked may have come meanwhile; the ids of their source keep them from being
    stored twice.
    """
    verdicts = await _ask(client, path, rows, historical, fresh=False)
    for _ in range(tries - 1):
        refused = [index for index, verdict in enumerate(verdicts) if not verdict.id]
        if not refused:
            break
        await asyncio.sleep(AGAIN_AFTER)
        again = await _ask(client, path, [rows[index] for index in refused], historical, fresh=True)
        for index, verdict in zip(refused, again, strict=True):
            verdicts[index] = verdict
    return verdicts


async def _ask(client: Client, path: str, rows: Sequence[Json], historical: bool, *, fresh: bool) -> list[Verdict]:
    if not rows:
        return []
    body: Json = {"requests": list(rows)} | ({"historical": True} if historical else {})
    path = f"{path}:batchCreate"
    told = (await client.post(path, body, key=str(uuid4()) if fresh else key_of(path, body)))["verdicts"]
    return [_verdict(each) for each in sorted(told, key=lambda each: int(each["index"]))]


def _verdict(told: Json) -> Verdict:
    problem = told.get("problem")
    if not problem:
        return Verdict(id=told["id"])
    return Verdict(reason=problem["detail"] or problem["reason"], pointer=problem["pointer"])
