"""Sends rows to the API and keeps what ids they got."""

import asyncio
from collections.abc import Callable, Sequence

from tools.api.batches import ROWS, at_once, batches, store
from tools.api.client import Client, Json, Refused, key_of
from tools.api.progress import Bars, Step
from tools.demo.rows import Row, resolved
from tools.stack.trouble import Trouble

# A record that another service has not heard of yet is refused; so often, about a second apart, it is sent again.
TRIES = 20
PAUSE = 0.7
_NOT_HEARD_OF = frozenset((400, 404, 409))


class Sender:
    """Everything must go through: a demo company with holes would be shown as the product's own."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.ids: dict[str, str] = {}

    def step(self, path: str, total: int) -> Step:
        """One for several calls of `batch` or `each`."""
        return self.bars.step(_called(path), total)

    async def batch(
        self, client: Client, path: str, rows: Sequence[Row], *, historical: bool = True, size: int = ROWS, step: Step | None = None
    ) -> None:
        """By `:batchCreate`. Raises Trouble naming the first row that is refused for good."""
        progress = step or self.step(path, len(rows))

        async def send(part: Sequence[Row]) -> None:
            bodies = [resolved(row.body, self.ids) for row in part]
            for row, verdict in zip(part, await store(client, path, bodies, historical=historical, tries=TRIES), strict=True):
                if not verdict.id:
                    raise Trouble(f"{path} refused {row.key}: {verdict.pointer} {verdict.reason}")
                self.ids[row.key] = verdict.id
            progress.done(len(part))

        await at_once(send, list(batches(rows, size)))

    async def each(self, client: Client, path: str, rows: Sequence[Row], step: Step | None = None) -> None:
        """One by one, where there is no batch."""
        progress = step or self.step(path, len(rows))

        async def send(row: Row) -> None:
            made = await self.ask(client, path, resolved(row.body, self.ids))
            self.ids[row.key] = made["id"]
            progress.done(1)

        await at_once(send, rows)

    async def ask(self, client: Client, path: str, body: Json) -> Json:
        """One request, sent again while a service has not heard of what it needs. Raises Refused."""
        for _ in range(TRIES - 1):
            try:
                return await self._ask(client, path, body)
            except Refused as refused:
                if refused.status not in _NOT_HEARD_OF:
                    raise
            await asyncio.sleep(PAUSE)
        return await self._ask(client, path, body)

    async def _ask(self, client: Client, path: str, body: Json) -> Json:
        made: Json = await client.post(path, body, key=key_of(path, body))
        return made

    async def learn(self, client: Client, path: str, name: str, key: Callable[[Json], str]) -> list[Json]:
        """Takes over the ids of what is there already."""
        found = await client.everything(path, name)
        self.ids |= {key(row): row["id"] for row in found}
        return found


def _called(path: str) -> str:
    """What a list is called in the progress: "/v1/careDates" are care dates."""
    name = path.rpartition("/")[2]
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
