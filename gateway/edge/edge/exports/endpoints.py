"""The file of an export, and the check before one is begun: what the list itself would refuse is refused at once, not by a failed job."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import Response
from fastapi.responses import StreamingResponse
from google.protobuf.descriptor import MethodDescriptor

from chassis.errors import DomainError, precondition
from crm.identity.v1 import exports_pb2 as pb
from edge.acting import IDENTITY
from edge.attachments.encryption import opened
from edge.attachments.storage import Storage
from edge.calling import Reply
from edge.downloads import begun, file_headers
from edge.exchange import Exchange
from edge.exports.writer import ExportWriter, page_request, place
from edge.problems import Problem
from edge.rpc import Around, Proceed

CONTENT = "/v1/exports/{export_id}/content"
MEDIA_TYPES: Mapping[int, str] = {
    pb.EXPORT_FORMAT_CSV: "text/csv; charset=utf-8",
    pb.EXPORT_FORMAT_XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Exports:
    storage: Storage
    writer: ExportWriter
    master_key: bytes
    lists: Mapping[str, MethodDescriptor]

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        return {IDENTITY["CreateExport"].full_name: self._create}

    async def _create(self, exchange: Exchange, request: pb.CreateExportRequest, proceed: Proceed) -> Reply:
        method = self.lists.get(request.export.resource)
        if method is not None:
            try:
                await exchange.call(method, page_request(method, request.export, size=1))
            except DomainError as error:
                raise _of_export(error) from error
        return await proceed()

    async def content(self, exchange: Exchange) -> Response:
        """Only for who asked for it; noted before the first byte leaves."""
        principal = exchange.known_caller.principal
        principal.demand_own_eyes()
        request = pb.GetExportRequest(export_id=exchange.variables["export_id"])
        export: pb.Export = (await exchange.call(IDENTITY["GetExport"], request)).message
        if export.person_id != str(principal.person_id):
            raise Problem(404, "NOT_FOUND", "There is no such export of yours.")
        if export.state != pb.EXPORT_STATE_SUCCEEDED:
            raise precondition("EXPORT_NOT_THERE", "The file of this export is not there: not yet, or no longer.")
        stored = self.storage.get(place(principal.tenant_id, export.id, export.attempt))
        content = opened(self.master_key, principal.tenant_id, stored)
        chunks = await begun(content, "The file of this export is no longer stored.")
        await self.writer.note_download(principal.tenant_id, export.id, principal.actor)
        headers = {"content-length": str(export.size), **file_headers(export.file_name)}
        return StreamingResponse(chunks, 200, headers, MEDIA_TYPES[export.format])


def _of_export(error: DomainError) -> DomainError:
    """What the list says of its request, said of the export in which that stands."""
    violations = tuple(replace(each, field=f"export.{each.field}") for each in error.violations)
    return DomainError(error.kind, error.reason, str(error), metadata=error.metadata, violations=violations)
