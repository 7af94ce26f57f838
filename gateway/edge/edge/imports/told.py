"""What one try says to identity, and hears from it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from google.protobuf.message import Message

from crm.identity.v1 import imports_pb2 as pb
from edge.acting import Acting


class Told:
    def __init__(self, acting: Acting, tenant_id: UUID, import_id: UUID, attempt: int) -> None:
        self.acting, self.tenant_id, self.import_id, self.attempt = acting, tenant_id, import_id, attempt

    async def turn(self) -> pb.ImportTurn:
        """Whether to go on, and as whom. Raises DomainError: IMPORT_OVER, or what the person lost."""
        found: pb.ImportTurn = await self._tell("ContinueImport", pb.ContinueImportRequest)
        return found

    async def take(self, after: int) -> list[pb.ImportRowWork]:
        reply: pb.TakeImportRowsResponse = await self._tell("TakeImportRows", pb.TakeImportRowsRequest, after_row=after)
        return list(reply.rows)

    async def keep(self, rows: Sequence[pb.ImportRowWork]) -> None:
        if rows:
            await self._tell("KeepImportRows", pb.KeepImportRowsRequest, rows=rows)

    async def completed(self) -> None:
        await self._tell("CompleteImport", pb.CompleteImportRequest)

    async def failed(self, problem: str) -> None:
        await self._tell("FailImport", pb.FailImportRequest, problem=problem)

    async def _tell(self, name: str, request: type[Message], **said: Any) -> Any:
        message = request(import_id=str(self.import_id), attempt=self.attempt, **said)
        return await self.acting.as_gateway(self.tenant_id, name, message, cause=f"import:{self.import_id}")
