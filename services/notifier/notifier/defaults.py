"""The company's defaults, as they hold now."""

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import tables as t
from notifier.domain.notification_settings import NotificationSettings


async def of(uow: UnitOfWork) -> NotificationSettings:
    """Read once per transaction. The shipped ones while a company has none yet: its first events may come before it does."""
    known = uow.known.setdefault("settings", {})
    if "" not in known:
        s, shipped = (
            t.notification_settings,
            NotificationSettings(
                id=derived_id(uow.tenant_id, "settings"), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now
            ),
        )
        row = (await uow.execute(select(s).where(s.c.tenant_id == uow.tenant_id, s.c.id == shipped.id))).first()
        for name, value in ({} if row is None else row._asdict()).items():
            setattr(shipped, name, value)
        known[""] = shipped
    return known[""]  # type: ignore[no-any-return]
