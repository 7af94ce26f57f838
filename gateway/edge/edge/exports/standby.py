"""Where exports wait for whoever writes them."""

from uuid import UUID

from edge.exports.writer import ExportWriter
from edge.standby import Standby


class ExportStandby(Standby[ExportWriter]):
    """What identity is given as `exporter`."""

    async def write(self, tenant_id: UUID, export_id: UUID, attempt: int) -> None:
        await self.do(lambda writer: writer.write(tenant_id, export_id, attempt))

    async def discard(self, tenant_id: UUID, export_id: UUID) -> None:
        await (await self.found()).discard(tenant_id, export_id)
