"""What one try at an import says to identity, and hears from it."""

from collections.abc import Sequence
from typing import ClassVar

from google.protobuf.message import Message

from crm.identity.v1 import imports_pb2 as pb
from edge.attempt import Attempt


class ImportAttempt(Attempt):
    noun: ClassVar[str] = "import"
    failure: ClassVar[type[Message]] = pb.FailImportRequest

    async def turn(self) -> pb.ImportTurn:
        """Whether to go on, and as whom. Raises DomainError: IMPORT_OVER, or what the person lost."""
        found: pb.ImportTurn = await self.tell(pb.ContinueImportRequest)
        return found

    async def take(self, after: int) -> list[pb.ImportRowWork]:
        reply: pb.TakeImportRowsResponse = await self.tell(pb.TakeImportRowsRequest, after_row=after)
        return list(reply.rows)

    async def keep(self, rows: Sequence[pb.ImportRowWork]) -> None:
        if rows:
            await self.tell(pb.KeepImportRowsRequest, rows=rows)

    async def completed(self) -> None:
        await self.tell(pb.CompleteImportRequest)
