"""Writes exports: reads a list page by page as the person who asked, with what they may do at that moment, into an enciphered file.

Before each page identity says whether to go on and as whom; so cancelling, a lost right or another process that took over end the
writing within a page. What ends it otherwise (a member is away, this process ends) says nothing: the lease runs out, and a replica
begins anew.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.collections import collections, row_of
from chassis.errors import precondition
from chassis.principal import Principal, Signer
from crm.identity.v1 import exports_pb2 as pb
from crm.identity.v1 import identity_pb2 as identity
from edge.acting import IDENTITY, PAGE, Acting
from edge.attachments.encryption import Sealer
from edge.attachments.storage import Storage
from edge.attempt import Attempt
from edge.bindings import access
from edge.calling import Members
from edge.exports.cells import Column, Reading, cells, columns
from edge.exports.sheets import CsvSheet, Sheet, XlsxSheet

# More than a spreadsheet holds is no spreadsheet.
MOST_ROWS = 1_000_000
FORMATS: Mapping[int, str] = {pb.EXPORT_FORMAT_CSV: "csv", pb.EXPORT_FORMAT_XLSX: "xlsx"}


def folder(tenant_id: UUID, export_id: object) -> str:
    """Where everything lies that was written for an export: removing a company removes it too."""
    return f"{tenant_id}/exports/{export_id}/"


def place(tenant_id: UUID, export_id: object, attempt: int) -> str:
    """Each try has its own: one that has lost the export overwrites nothing."""
    return f"{folder(tenant_id, export_id)}{attempt}"


class ExportAttempt(Attempt):
    noun: ClassVar[str] = "export"
    failure: ClassVar[type[Message]] = pb.FailExportRequest

    async def go_on(self, rows: int) -> pb.ExportTurn:
        turn: pb.ExportTurn = await self.tell(pb.ContinueExportRequest, rows=rows)
        return turn

    async def completed(self, rows: int, file_name: str, size: int) -> None:
        await self.tell(pb.CompleteExportRequest, rows=rows, file_name=file_name, size=size)


class ExportWriter:
    def __init__(self, members: Members, signer: Signer, storage: Storage, master_key: bytes) -> None:
        self._acting, self._storage, self._master_key = Acting(members, signer), storage, master_key
        self._lists = collections(members.services)

    async def work(self, tenant_id: UUID, id: UUID, attempt: int) -> None:
        """One try. Says how it ended where it ended by itself."""
        made = ExportAttempt(self._acting, tenant_id, id, attempt)
        await made.make(self._write(made))

    async def discard(self, tenant_id: UUID, id: UUID) -> None:
        await self._storage.delete_all(folder(tenant_id, id))

    async def note_download(self, tenant_id: UUID, export_id: str, on_behalf: str) -> None:
        """Raises DomainError where the audit cannot be written: what leaves unseen does not leave."""
        request, cause = pb.NoteExportDownloadRequest(export_id=export_id), f"export:{export_id}"
        await self._acting.as_gateway(tenant_id, "NoteExportDownload", request, cause=cause, on_behalf=on_behalf)

    async def _write(self, attempt: ExportAttempt) -> None:
        turn = await attempt.go_on(0)
        export, method = turn.export, self._lists[turn.export.resource]
        of = columns(row_of(method), export.columns)
        reading = await self._reading(turn, attempt)
        titles = [title for column in of for title in column.titles]
        make: type[CsvSheet | XlsxSheet] = CsvSheet if export.format == pb.EXPORT_FORMAT_CSV else XlsxSheet
        with make(Sealer(self._master_key, attempt.tenant_id), titles) as sheet:
            rows = await self._pages(attempt, method, sheet, of, reading)
            sealed = await asyncio.to_thread(sheet.finish)
            await self._storage.put(place(attempt.tenant_id, attempt.id, export.attempt), sealed)
            day = _created(export).astimezone(reading.zone).date()
            await attempt.completed(rows, f"{export.resource}-{day.isoformat()}.{FORMATS[export.format]}", sheet.size)

    async def _pages(self, attempt: ExportAttempt, method: MethodDescriptor, sheet: Sheet, of: list[Column], reading: Reading) -> int:
        rows, token, field = 0, "", next(each for each in method.output_type.fields if each.is_repeated)
        while True:
            turn = await attempt.go_on(rows)
            reply: Any = await self._acting.call_as(turn.principal, method, page_request(method, turn.export, token))
            page = list(getattr(reply, field.name))
            await asyncio.to_thread(_add, sheet, page, of, reading)
            rows, token = rows + len(page), reply.next_page_token
            if not token:
                return rows
            if rows >= MOST_ROWS:
                raise precondition("TOO_MANY_ROWS", f"An export has at most {MOST_ROWS} rows; filter it.")

    async def _reading(self, turn: pb.ExportTurn, attempt: ExportAttempt) -> Reading:
        request = identity.GetTenantRequest(tenant_id=str(attempt.tenant_id))
        tenant = await self._acting.call_as(turn.principal, IDENTITY["GetTenant"], request)
        names = {id: name for noun in ("Users", "Teams") for id, name in (await self._names(turn, noun)).items()}
        return Reading(ZoneInfo(tenant.time_zone), turn.export.language, names)

    async def _names(self, turn: pb.ExportTurn, noun: str) -> dict[str, str]:
        """Of colleagues and teams, where the person may see them."""
        method = IDENTITY[f"List{noun}"]
        if not Principal.from_message(turn.principal).may(access(method).permission):
            return {}
        return {each.id: each.name for each in await self._acting.everything(turn.principal, method)}


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
