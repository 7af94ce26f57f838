"""The seam between what is to be said and who carries it.

Whoever decides that a message goes calls `queue` in the same transaction. Whoever sends it after that commit (notifier.deliveries) says
what became of it by `settle`: the notification tells it as a fact, and the decision record shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from notifier import tables as t
from notifier.decisions import note_failure
from notifier.domain.delivery import DeliveryState
from notifier.domain.notification import ChannelKind, Line, Notification

# A message of a day is no use two days later.
HELD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message by one channel. `address` is the person's mail address; a robot's is known by the channel itself."""

    notification_id: UUID
    person_id: UUID
    channel: ChannelKind
    language: str
    title: str
    body: str
    lines: Sequence[Line]
    address: str = ""
    urgent: bool = False
    # What it is about, where that is one amount.
    amount: Money | None = None
    # Not sent for so long, it is not sent at all.
    held: timedelta = HELD


def queue(uow: UnitOfWork, messages: Sequence[Outgoing]) -> None:
    """Lets messages be sent after this commit."""
    for message in messages:
        uow.insert(
            t.delivery,
            id=derived_id(message.notification_id, message.channel),
            notification_id=message.notification_id,
            person_id=message.person_id,
            channel=message.channel.value,
            address=message.address,
            language=message.language,
            title=message.title,
            body=message.body,
            lines=list(message.lines),
            urgent=message.urgent,
            currency=message.amount.currency if message.amount else "",
            amount_minor=message.amount.minor if message.amount else None,
            state=DeliveryState.WAITING.value,
            traceparent=uow.traceparent(),
            create_time=uow.now,
            due_time=uow.clock.real(),
            expire_time=uow.now + message.held,
        )


async def settle(uow: UnitOfWork, notification_id: UUID, channel: ChannelKind, error: str = "") -> None:
    """Says that a channel took a message, or why it never will."""
    notification = await uow.first(Notification, t.notification.c.id == notification_id)
    # One that is gone has nobody left to hear it; the delivery itself says what became of it.
    if notification is not None and error:
        notification.failed(channel, error)
        await note_failure(uow, notification_id, channel, error)
    elif notification is not None:
        notification.delivered(channel)
