"""`GET /v1/search`: asks all lists that the caller may read side by side, as the caller, and says which of them gave no answer.

Each list keeps to the caller's scope by itself. A member gets two questions at a time, so that one search takes few of its connections.
A slow member costs a moment, and its own results; where nobody has answered by then, the first answer is waited for.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence

import orjson
from fastapi import Response

from chassis.errors import DomainError
from chassis.search import search_query
from edge.exchange import Exchange
from edge.problems import Fault, Problem, bad_request, from_domain, unavailable
from edge.requests import JSON
from edge.search.ranking import merged
from edge.search.sources import Result, Source

PATH = "/v1/search"
# Of each type, and of all together.
MOST_OF_A_TYPE, MOST = 5, 50
# Until what came so far is the answer, and until something must have come.
SECONDS, PATIENCE = 2.0, 10.0
AT_ONCE = 2
_PARAMETERS = {"q", "types"}
_LOG = logging.getLogger("edge")


class Search:
    """Answers at PATH."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    async def __call__(self, exchange: Exchange) -> Response:
        words, wanted = self._asked(exchange)
        may = exchange.known_caller.principal.may
        asked = [source for source in wanted if may(source.permission)]
        found = await self._found(exchange, words, asked) if asked else {}
        if asked and not found:
            raise unavailable("search")
        results = merged(words, [found[each.type] for each in asked if each.type in found])[:MOST]
        body = {
            "results": [result.members() for result in results],
            "incomplete": sorted(each.type for each in asked if each.type not in found),
        }
        return Response(orjson.dumps(body), media_type=JSON, headers={"cache-control": "no-store"})

    def _asked(self, exchange: Exchange) -> tuple[str, Sequence[Source]]:
        given = exchange.request.query_params
        if unknown := [name for name in given if name not in _PARAMETERS]:
            faults = [Fault(f"There is no parameter {name[:60]!r}.", parameter=name[:60]) for name in unknown]
            raise bad_request("PARAMETER_UNKNOWN", faults[0].detail, *faults, known="q, types")
        words = given.get("q", "")
        try:
            search_query(words)
        except DomainError as error:
            raise from_domain(error, [Fault(error.detail, parameter="q")]) from error
        types = [name for text in given.getlist("types") for name in text.split(",") if name]
        if wrong := [name for name in types if name not in self._sources]:
            known = ", ".join(sorted(self._sources))
            detail = f"There is no type {wrong[0][:60]!r} to search; known are {known}."
            raise bad_request("TYPE_UNKNOWN", detail, Fault(detail, parameter="types"), known=known)
        return words, [source for name, source in self._sources.items() if not types or name in types]

    async def _found(self, exchange: Exchange, words: str, sources: Sequence[Source]) -> Mapping[str, list[Result]]:
        """What those found, by their types, who answered in time."""
        found: dict[str, list[Result]] = {}
        turns = {source.member: asyncio.Semaphore(AT_ONCE) for source in sources}

        async def ask(source: Source) -> None:
            async with turns[source.member]:
                try:
                    reply = await exchange.call(source.method, source.request(words, MOST_OF_A_TYPE), within=PATIENCE)
                except (DomainError, Problem) as error:
                    # What is wrong with one member must not take the results of the others.
                    _LOG.warning("%s gave no results: %s", source.method.full_name, error)
                else:
                    found[source.type] = source.results(reply.message)

        asking = {asyncio.create_task(ask(source)) for source in sources}
        end = asyncio.get_running_loop().time() + PATIENCE
        try:
            done, waiting = await asyncio.wait(asking, timeout=SECONDS)
            while waiting and not found and (left := end - asyncio.get_running_loop().time()) > 0:
                more, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                done |= more
        finally:
            for task in asking:
                task.cancel()
            await asyncio.wait(asking)
        for task in done:
            task.result()
        return found
