"""Lists of channels and of what was handed to them."""

from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.domain.channel import Channel
from notifier.domain.delivery import DeliveryState
from notifier.domain.notification import ChannelKind

c, d = t.channel.c, t.delivery.c

CHANNELS = Listing(
    t.channel,
    {
        **{column.name: column for column in (c.id, c.name, c.disabled, c.team_id, c.create_time)},
        "kind": choice(c.kind, ChannelKind),
    },
    scoped=False,
)
DELIVERIES = Listing(
    t.delivery,
    {
        **{column.name: column for column in (d.id, d.notification_id, d.person_id, d.channel_id, d.error_code, d.create_time)},
        "channel": choice(d.channel, ChannelKind),
        "state": choice(d.state, DeliveryState),
    },
    scoped=False,
)


@query
async def get_channel(request: pb.GetChannelRequest, reader: Reader) -> pb.Channel:
    return to_message(pb.Channel, await reader.get(Channel, request.channel_id))


@query
async def list_channels(request: pb.ListChannelsRequest, reader: Reader) -> pb.ListChannelsResponse:
    return await reader.page(CHANNELS, request, pb.ListChannelsResponse)


@query
async def get_delivery(request: pb.GetDeliveryRequest, reader: Reader) -> pb.Delivery:
    mine = (d.tenant_id == reader.tenant_id, d.id == UUID(request.delivery_id))
    row = (await reader.execute(select(t.delivery).where(*mine))).first()
    if row is None:
        raise not_found("delivery", request.delivery_id)
    return to_message(pb.Delivery, row)


@query
async def list_deliveries(request: pb.ListDeliveriesRequest, reader: Reader) -> pb.ListDeliveriesResponse:
    return await reader.page(DELIVERIES, request, pb.ListDeliveriesResponse)
