"""The seam between what is to be said and who carries it.

Whoever decides that a message goes calls `queue` in the same transaction. Whoever sends it after that commit says what became of it by
`settle`: the notification tells it as a fact, and the decision record shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import tables as t
from notifier.domain.notification import ChannelKind, Line, Notification


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
            state="waiting",
            create_time=uow.now,
            send_time=uow.now,
        )


async def settle(uow: UnitOfWork, notification_id: UUID, channel: ChannelKind, error: str = "") -> None:
    """Says that a channel took a message, or why it never will."""
    notification = await uow.get(Notification, notification_id)
    if error:
        notification.failed(channel, error)
    else:
        notification.delivered(channel)
