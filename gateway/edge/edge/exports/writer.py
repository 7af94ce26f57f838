"""Writes exports: reads a list page by page as the person who asked, with what they may do at that moment, into an enciphered file.

Before each page identity says whether to go on and as whom; so cancelling, a lost right or another process that took over end the
writing within a page. What ends it otherwise (a member is away, this process ends) says nothing: the lease runs out, and a replica
begins anew.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.collections import collections, row_of
from chassis.errors import DomainError, Kind, precondition
from chassis.principal import Principal, Signer
from crm.identity.v1 import exports_pb2 as pb
from crm.identity.v1 import identity_pb2 as identity
from edge.acting import IDENTITY, PAGE, Acting
from edge.attachments.encryption import Sealer
from edge.attachments.storage import Storage
from edge.bindings import access
from edge.calling import Members
from edge.exports.cells import Column, Reading, cells, columns
from edge.exports.sheets import CsvSheet, Sheet, XlsxSheet

_LOG = logging.getLogger("edge")
# More than a spreadsheet holds is no spreadsheet.
MOST_ROWS = 1_000_000
FORMATS: Mapping[int, str] = {pb.EXPORT_FORMAT_CSV: "csv", pb.EXPORT_FORMAT_XLSX: "xlsx"}


def folder(tenant_id: UUID, export_id: object) -> str:
    """Where everything lies that was written for an export: removing a company removes it too."""
    return f"{tenant_id}/exports/{export_id}/"


def place(tenant_id: UUID, export_id: object, attempt: int) -> str:
    """Each try has its own: one that has lost the export overwrites nothing."""
    return f"{folder(tenant_id, export_id)}{attempt}"


class ExportWriter:
    def __init__(self, members: Members, signer: Signer, storage: Storage, master_key: bytes) -> None:
        self._acting, self._storage, self._master_key = Acting(members, signer), storage, master_key
        self._lists = collections(members.services)

    async def write(self, tenant_id: UUID, export_id: UUID, attempt: int) -> None:
        """One try. Says how it ended where it ended by itself."""
        told = _Told(self, tenant_id, export_id, attempt)
        try:
            await self._write(told)
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                _LOG.warning("export %s waits: %s", export_id, error)
            elif error.reason != "EXPORT_OVER":
                await told.failed(error.reason)

    async def discard(self, tenant_id: UUID, export_id: UUID) -> None:
        await self._storage.delete_all(folder(tenant_id, export_id))

    async def note_download(self, tenant_id: UUID, export_id: str, on_behalf: str) -> None:
        """Raises DomainError where the audit cannot be written: what leaves unseen does not leave."""
        await self._as_gateway(tenant_id, export_id, "NoteExportDownload", pb.NoteExportDownloadRequest(export_id=export_id), on_behalf)

    async def _write(self, told: "_Told") -> None:
        turn = await told.go_on(0)
        export, method = turn.export, self._lists[turn.export.resource]
        of = columns(row_of(method), export.columns)
        reading = await self._reading(turn, told)
        titles = [title for column in of for title in column.titles]
        make: type[CsvSheet | XlsxSheet] = CsvSheet if export.format == pb.EXPORT_FORMAT_CSV else XlsxSheet
        with make(Sealer(self._master_key, told.tenant_id), titles) as sheet:
            rows = await self._pages(told, method, sheet, of, reading)
            sealed = await asyncio.to_thread(sheet.finish)
            await self._storage.put(place(told.tenant_id, told.export_id, export.attempt), sealed)
            day = _created(export).astimezone(reading.zone).date()
            await told.completed(rows, f"{export.resource}-{day.isoformat()}.{FORMATS[export.format]}", sheet.size)

    async def _pages(self, told: "_Told", method: MethodDescriptor, sheet: Sheet, of: list[Column], reading: Reading) -> int:
        rows, token, field = 0, "", next(each for each in method.output_type.fields if each.is_repeated)
        while True:
            turn = await told.go_on(rows)
            reply: Any = await self._acting.call_as(turn.principal, method, page_request(method, turn.export, token))
            page = list(getattr(reply, field.name))
            await asyncio.to_thread(_add, sheet, page, of, reading)
            rows, token = rows + len(page), reply.next_page_token
            if not token:
                return rows
            if rows >= MOST_ROWS:
                raise precondition("TOO_MANY_ROWS", f"An export has at most {MOST_ROWS} rows; filter it.")

    async def _reading(self, turn: pb.ExportTurn, told: "_Told") -> Reading:
        request = identity.GetTenantRequest(tenant_id=str(told.tenant_id))
        tenant = await self._acting.call_as(turn.principal, IDENTITY["GetTenant"], request)
        names = {id: name for noun in ("Users", "Teams") for id, name in (await self._names(turn, noun)).items()}
        return Reading(ZoneInfo(tenant.time_zone), turn.export.language, names)

    async def _names(self, turn: pb.ExportTurn, noun: str) -> dict[str, str]:
        """Of colleagues and teams, where the person may see them."""
        method = IDENTITY[f"List{noun}"]
        if not Principal.from_message(turn.principal).may(access(method).permission):
            return {}
        return {each.id: each.name for each in await self._acting.everything(turn.principal, method)}

    async def _as_gateway(self, tenant_id: UUID, export_id: object, name: str, request: Message, on_behalf: str = "") -> Any:
        return await self._acting.as_gateway(tenant_id, name, request, cause=f"export:{export_id}", on_behalf=on_behalf)

    async def tell(self, told: "_Told", name: str, request: Message) -> Any:
        return await self._as_gateway(told.tenant_id, told.export_id, name, request)


class _Told:
    """What one try says to identity."""

    def __init__(self, writer: ExportWriter, tenant_id: UUID, export_id: UUID, attempt: int) -> None:
        self._writer, self.tenant_id, self.export_id, self._attempt = writer, tenant_id, export_id, attempt

    async def go_on(self, rows: int) -> pb.ExportTurn:
        request = pb.ContinueExportRequest(export_id=str(self.export_id), attempt=self._attempt, rows=rows)
        turn: pb.ExportTurn = await self._writer.tell(self, "ContinueExport", request)
        return turn

    async def completed(self, rows: int, file_name: str, size: int) -> None:
        request = pb.CompleteExportRequest(export_id=str(self.export_id), attempt=self._attempt, rows=rows, file_name=file_name, size=size)
        await self._writer.tell(self, "CompleteExport", request)

    async def failed(self, problem: str) -> None:
        request = pb.FailExportRequest(export_id=str(self.export_id), attempt=self._attempt, problem=problem)
        await self._writer.tell(self, "FailExport", request)


def _add(sheet: Sheet, page: Iterable[Message], of: list[Column], reading: Reading) -> None:
    sheet.add(cells(page, of, reading))


def page_request(method: MethodDescriptor, export: pb.Export, token: str = "", size: int = PAGE) -> Message:
    """What the list is asked for; a field that it does not take is left out."""
    asked = {"page_size": size, "page_token": token, "filter": export.filter, "order_by": export.order_by, "search": export.search}
    fields = method.input_type.fields_by_name
    request = GetMessageClass(method.input_type)()
    for name, value in asked.items():
        if value and name in fields:
            setattr(request, name, value)
    return request


def _created(export: pb.Export) -> datetime:
    return export.create_time.ToDatetime(tzinfo=ZoneInfo("UTC"))
