"""The first step: every row gets its verdict, and nothing is written."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from google.protobuf.descriptor import MethodDescriptor

from chassis.sheets import rows_of
from crm.identity.v1 import identity_pb2 as identity
from crm.identity.v1 import imports_pb2 as pb
from edge.acting import IDENTITY
from edge.imports.asking import Asking, References
from edge.imports.attempt import ImportAttempt
from edge.imports.catalogue import Importable
from edge.imports.drafts import Draft, change, complete, creation, drafted, identities, refer
from edge.imports.known import known_rows
from edge.imports.mapping import Layout, demand_whole, layout
from edge.imports.values import Locale
from edge.imports.verdicts import Choice, judged

_AT_ONCE = 200
Part = list[tuple[int, list[str]]]


class Checking:
    """One try over the whole file."""

    def __init__(self, attempt: ImportAttempt, importables: Mapping[str, Importable], lists: Mapping[str, MethodDescriptor]) -> None:
        self._attempt, self._importables, self._lists = attempt, importables, lists
        # Rows so far, by what they are about.
        self._seen: dict[tuple[str, ...], int] = {}

    async def run(self, turn: pb.ImportTurn, content: bytes) -> None:
        job = turn.job
        of = layout(self._importables[job.resource], job.headers, job.plan)
        demand_whole(of)
        locale = await self._locale(turn)
        references = References(self._importables, job.plan.key_system)
        parts = _parts(rows_of(content, job.encoding, job.delimiter, job.sheet))
        while part := await asyncio.to_thread(next, parts, None):
            asking = Asking(self._attempt.acting, (await self._attempt.turn()).principal, self._lists)
            drafts = await asyncio.to_thread(_drafts, of, part, locale)
            found = await references.find(asking, [reference for draft in drafts for _, reference, _ in draft.references])
            for draft in drafts:
                refer(draft, of, found)
                complete(draft, of)
            await self._attempt.keep(await self._judged(asking, of, drafts, job.plan))

    async def _judged(self, asking: Asking, of: Layout, drafts: list[Draft], plan: pb.ImportPlan) -> list[pb.ImportRowWork]:
        known = await known_rows(asking, of, drafts)
        choice = Choice(of.importable.noun, plan.duplicates, asking.may(of.importable.update))
        own = {each.row: replace(choice, duplicates=each.duplicates) for each in plan.row_choices}
        found = []
        for draft in drafts:
            row = judged(draft, known.get(draft.row), self._same_as(draft, of), own.get(draft.row, choice))
            row.cells = json.dumps(draft.cells, ensure_ascii=False)
            if row.action == pb.IMPORT_ACTION_CREATE:
                row.request = json.dumps(creation(draft, of), ensure_ascii=False)
            elif row.action == pb.IMPORT_ACTION_UPDATE:
                row.request = json.dumps(change(draft, of.importable), ensure_ascii=False)
                if "ownerId" in draft.said:
                    detail = "An import changes no owner of what is there."
                    row.findings.add(reason="OWNER_KEPT", field="ownerId", detail=detail, warning=True)
            found.append(row)
        return found

    def _same_as(self, draft: Draft, of: Layout) -> int:
        """The row before it that is about the same, or 0. A wrong row stands for nothing."""
        if draft.is_wrong:
            return 0
        keys = [*identities(draft, of.importable)]
        before = next((self._seen[key] for key in keys if key in self._seen), 0)
        for key in keys:
            self._seen.setdefault(key, draft.row)
        return before

    async def _locale(self, turn: pb.ImportTurn) -> Locale:
        request = identity.GetTenantRequest(tenant_id=str(self._attempt.tenant_id))
        tenant: identity.Tenant = await self._attempt.acting.call_as(turn.principal, IDENTITY["GetTenant"], request)
        return Locale(ZoneInfo(tenant.time_zone), turn.job.plan.currency or tenant.functional_currency)


def _parts(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Part]:
    while part := list(islice(rows, _AT_ONCE)):
        yield part


def _drafts(of: Layout, part: Part, locale: Locale) -> list[Draft]:
    return [drafted(of, number, cells, locale) for number, cells in part]
