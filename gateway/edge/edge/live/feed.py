"""NATS to the hub. A plain subscription, not a JetStream consumer: who was not there reads anew, so nothing need be kept for them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from logging import getLogger
from ssl import SSLContext
from uuid import UUID

from google.protobuf.message import DecodeError
from nats.aio.msg import Msg

from chassis.broker import Broker
from chassis.subjects import EVERY_EVENT
from crm.common.v1.event_pb2 import Event
from edge.live.change import change_of
from edge.live.hub import Hub

_RIGHTS = frozenset({"UserChanged", "TeamChanged", "RoleChanged"})
_LOG = getLogger("edge.live")


@asynccontextmanager
async def following(nats_url: str, hub: Hub, permissions: Mapping[str, str], tls: SSLContext | None = None) -> AsyncIterator[None]:
    """Feeds the hub until left. Connects as soon as NATS is there; without it, requests are served all the same. With `tls`, NATS must
    show a certificate.
    """

    async def arrived(message: Msg) -> None:
        _, _, name, tenant, _ = message.subject.split(".")
        tenant_id = UUID(tenant)
        if not name.endswith("Changed") or not hub.is_wanted(tenant_id):
            return
        if name in _RIGHTS:
            hub.check_rights(tenant_id)
        try:
            change = change_of(Event.FromString(message.data), permissions)
        except DecodeError:
            _LOG.warning("%s is no event", message.subject)
            return
        if change is not None:
            hub.publish(tenant_id, change)

    async def gap() -> None:
        hub.gap()

    async def failed(error: Exception) -> None:
        """Also when messages were dropped, because they came faster than they were taken."""
        _LOG.warning("live updates: %s: %s", type(error).__name__, error)
        hub.gap()

    async def connect() -> None:
        await broker.connect(
            nats_url,
            tls=tls,
            name="edge_live",
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=2,
            reconnected_cb=gap,
            error_cb=failed,
        )
        await broker.subscribe(EVERY_EVENT, cb=arrived)
        # Who came while nobody listened here has missed what happened meanwhile.
        hub.gap()

    broker = Broker()
    connecting = asyncio.create_task(connect())
    try:
        yield
    finally:
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
        await broker.close()
