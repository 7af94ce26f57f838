"""The only place that reads the time. Business time is real UTC plus the tenant's offset; technical time is real."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"


class Clock:
    """Business time per tenant. Only a sandbox has an offset; `shift` is fed by the copy of the tenant."""

    def __init__(self) -> None:
        self._offsets: dict[UUID, timedelta] = {}
        self._zones: dict[UUID, ZoneInfo] = {}

    @staticmethod
    def real() -> datetime:
        """Technical time: sessions, leases, deadlines, publishing."""
        return datetime.now(UTC)

    def now(self, tenant_id: UUID) -> datetime:
        return self.real() + self.offset(tenant_id)

    def today(self, tenant_id: UUID) -> date:
        """The day on the tenant's calendar."""
        return self.now(tenant_id).astimezone(self.zone(tenant_id)).date()

    def offset(self, tenant_id: UUID) -> timedelta:
        return self._offsets.get(tenant_id, timedelta(0))

    def zone(self, tenant_id: UUID) -> ZoneInfo:
        return self._zones.get(tenant_id) or ZoneInfo(DEFAULT_ZONE)

    def offsets(self) -> Mapping[UUID, timedelta]:
        return self._offsets

    def shift(self, tenant_id: UUID, offset: timedelta) -> None:
        self._offsets[tenant_id] = offset

    def place(self, tenant_id: UUID, zone: str) -> None:
        self._zones[tenant_id] = ZoneInfo(zone)
