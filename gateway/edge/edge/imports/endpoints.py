"""What HTTP needs of imports beyond their RPCs: the upload, the fields that columns can fill, the file of rejected rows, and the check of a
plan before it is kept."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

import orjson
from fastapi import Response
from fastapi.responses import StreamingResponse

from chassis.errors import DomainError, Kind, forbidden, invalid
from chassis.ids import new_id
from chassis.sheets import Head, head_of
from crm.identity.v1 import imports_pb2 as pb
from edge import body
from edge.acting import IDENTITY, PAGE
from edge.attachments.encryption import Sealer
from edge.attachments.media_types import MediaType
from edge.attachments.receiving import Received, receive
from edge.attachments.storage import Storage
from edge.calling import Reply
from edge.downloads import file_headers
from edge.exchange import Exchange
from edge.exports.sheets import as_text
from edge.imports.catalogue import Importable, described
from edge.imports.mapping import demand_whole, layout, propose
from edge.imports.words import reason_text
from edge.imports.worker import ImportWorker, place
from edge.problems import Problem
from edge.requests import JSON, idempotency_key
from edge.rpc import Around, Proceed
from edge.uploads import created, media_type, refused, said

FIELDS = "/v1/importFields/{resource}"
REJECTED = "/v1/imports/{import_id}/rejectedRows"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN = ("text/csv", _WORKBOOK)
# Names of imports made under an Idempotency-Key.
_NAMESPACE = UUID("0c1f3b1e-54f1-5c58-8f0e-6a0a5d6f7b22")


@dataclass(frozen=True)
class Imports:
    storage: Storage
    worker: ImportWorker
    master_key: bytes
    most_bytes: int

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        return {IDENTITY["UpdateImport"].full_name: self._update, IDENTITY["CheckImport"].full_name: self._check}

    async def upload(self, exchange: Exchange) -> Response:
        """Stores the body as what the query says of it, and says what its columns seem to be."""
        request = pb.CreateImportRequest(upload=said(exchange, pb.Import, "upload"))
        try:
            reply = await self._upload(exchange, request)
        except DomainError as error:
            raise refused(error, pb.Import, "upload") from error
        return created(exchange, reply)

    async def _upload(self, exchange: Exchange, request: pb.CreateImportRequest) -> Reply:
        body.refuse_announced(exchange.request, self.most_bytes)
        importable = self._importable(request.upload.resource)
        principal, key = exchange.known_caller.principal, idempotency_key(exchange.request)
        if not principal.may(importable.permission):
            raise forbidden("PERMISSION_DENIED", f"You may not import {importable.resource}.")
        kind = media_type(exchange, request.upload.file_name, TAKEN)
        plain = bytearray()
        sealer = Sealer(self.master_key, principal.tenant_id)
        received = await receive(_copied(body.chunks(exchange.request, self.most_bytes), plain), kind, sealer)
        exchange.renew()  # how long the sender took is not the services' affair
        id = uuid5(_NAMESPACE, f"{principal.tenant_id} {principal.actor} {key}") if key else new_id()
        try:
            head = await asyncio.to_thread(_head, bytes(plain), kind, request.upload.sheet)
            _fill(request, id, importable, head, received)
            await self.storage.put(place(principal.tenant_id, id), received.sealed)
        finally:
            received.close()
        try:
            return await exchange.call(IDENTITY["CreateImport"], request, key=key)
        except DomainError as error:
            if not key and error.kind is not Kind.UNAVAILABLE:
                await self.storage.delete(place(principal.tenant_id, id))
            raise

    async def fields(self, exchange: Exchange) -> Response:
        """What columns can fill, for who maps them."""
        importable = self.worker.importables.get(exchange.variables["resource"])
        if importable is None:
            raise Problem(404, "NOT_FOUND", f"Files become {', '.join(self.worker.importables)}, and nothing else.")
        return Response(orjson.dumps({"fields": described(importable)}), 200, {"cache-control": "private, max-age=300"}, JSON)

    async def rejected(self, exchange: Exchange) -> Response:
        """Rows that were rejected or refused, as they came, and why: to be put right and uploaded again."""
        exchange.known_caller.principal.demand_own_eyes()
        request = pb.GetImportRequest(import_id=exchange.variables["import_id"])
        job: pb.Import = (await exchange.call(IDENTITY["GetImport"], request)).message
        if job.person_id != str(exchange.known_caller.principal.person_id):
            raise Problem(404, "NOT_FOUND", "There is no such import of yours.")
        first = await self._page(exchange, job.id, "")

        async def lines() -> AsyncIterator[bytes]:
            yield b"\xef\xbb\xbf" + _line([*job.headers, "原因" if job.language.startswith("zh") else "Reason"])
            page = first
            while True:
                for row in page.import_rows:
                    cells = [*row.cells, *[""] * (len(job.headers) - len(row.cells))]
                    yield _line([*cells, "; ".join(_reason(finding, job.language) for finding in row.findings if not finding.warning)])
                if not page.next_page_token:
                    return
                exchange.renew()
                page = await self._page(exchange, job.id, page.next_page_token)

        name = f"{job.file_name.rpartition('.')[0]}-{'未导入' if job.language.startswith('zh') else 'rejected'}.csv"
        return StreamingResponse(lines(), 200, file_headers(name), "text/csv; charset=utf-8")

    async def _page(self, exchange: Exchange, import_id: str, token: str) -> pb.ListImportRowsResponse:
        which = "verdict = REJECTED OR outcome = REFUSED"
        request = pb.ListImportRowsRequest(import_id=import_id, page_size=PAGE, page_token=token, filter=which)
        reply: pb.ListImportRowsResponse = (await exchange.call(IDENTITY["ListImportRows"], request)).message
        return reply

    async def _update(self, exchange: Exchange, request: pb.UpdateImportRequest, proceed: Proceed) -> Reply:
        """A plan that names what there is not is refused while one looks at it, and not by a failed check."""
        job: pb.Import = (await exchange.call(IDENTITY["GetImport"], pb.GetImportRequest(import_id=request.import_id))).message
        layout(self._importable(job.resource), job.headers, _revised(job.plan, request))
        return await proceed()

    async def _check(self, exchange: Exchange, request: pb.CheckImportRequest, proceed: Proceed) -> Reply:
        job: pb.Import = (await exchange.call(IDENTITY["GetImport"], pb.GetImportRequest(import_id=request.import_id))).message
        demand_whole(layout(self._importable(job.resource), job.headers, job.plan))
        return await proceed()

    def _importable(self, resource: str) -> Importable:
        found = self.worker.importables.get(resource)
        if found is None:
            known = ", ".join(self.worker.importables)
            raise invalid("upload.resource", f"No file becomes {resource}; known are {known}.", "RESOURCE_UNKNOWN", known=known)
        return found


async def _copied(content: AsyncIterator[bytes], into: bytearray) -> AsyncIterator[bytes]:
    async for chunk in content:
        into += chunk
        yield chunk


def _head(content: bytes, kind: MediaType, sheet: str) -> Head:
    try:
        return head_of(content, is_workbook=kind.name == _WORKBOOK, sheet=sheet)
    except DomainError as error:
        raise Problem(400, error.reason, error.detail) from error


def _fill(request: pb.CreateImportRequest, id: UUID, importable: Importable, head: Head, received: Received) -> None:
    request.import_id, request.size = str(id), received.size
    request.headers.extend(head.headers)
    request.encoding, request.delimiter = head.encoding, head.delimiter
    request.proposed_plan.CopyFrom(propose(importable, head.headers))
    for row, cells in head.samples:
        request.samples.add(row=row, cells=json.dumps(cells[: len(head.headers)], ensure_ascii=False))


def _revised(plan: pb.ImportPlan, request: pb.UpdateImportRequest) -> pb.ImportPlan:
    """The plan as it will be."""
    made = pb.ImportPlan()
    made.CopyFrom(plan)
    request.update_mask.MergeMessage(request.plan, made, True, True)
    return made


def _line(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([as_text(cell) for cell in cells])
    return line.getvalue().encode()


def _reason(finding: pb.ImportFinding, language: str) -> str:
    about = finding.header or finding.field
    text = reason_text(finding.reason, finding.detail, language)
    return f"{about}: {text}" if about else text
