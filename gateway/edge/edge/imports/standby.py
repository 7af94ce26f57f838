"""Where imports wait for whoever works on them."""

from uuid import UUID

from edge.imports.worker import ImportWorker
from edge.standby import Standby


class ImportStandby(Standby[ImportWorker]):
    """What identity is given as `importer`."""

    async def work(self, tenant_id: UUID, import_id: UUID, attempt: int) -> None:
        await self.do(lambda worker: worker.work(tenant_id, import_id, attempt))

    async def discard(self, tenant_id: UUID, import_id: UUID) -> None:
        await (await self.found()).discard(tenant_id, import_id)
