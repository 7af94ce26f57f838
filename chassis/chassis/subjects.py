"""What things are called in NATS, and which of them a service may touch: the users of a broker are made from this.

A service publishes its own events, makes its own stream, and takes from the streams that it follows through one durable consumer each.
What answers come to has the service's name in it, so that nobody listens to the answers of others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# Every event: crm.<service>.<type>.<tenant>.<subject>.
EVERY_EVENT = "crm.*.*.*.*"


def stream_name(service: str) -> str:
    return f"crm_{service}"


def events_of(service: str) -> str:
    """The subjects of all that a service tells."""
    return f"crm.{service}.>"


def consumer_name(service: str, source: str) -> str:
    return f"{service}_from_{source}"


def delivery_subject(service: str, source: str) -> str:
    """Where JetStream brings a service the events of a source."""
    return f"deliver.{consumer_name(service, source)}"


def inbox_prefix(service: str) -> str:
    """Where answers come to."""
    return f"_INBOX_{service}"


@dataclass(frozen=True)
class Rights:
    """The subjects that a user of NATS may publish to, and those that it may subscribe to. Nothing else."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def rights(service: str, follows: Iterable[str], *, live: bool = False) -> Rights:
    """What a service needs that follows these others; `live`: and hears every event, to pass it on to those who may see it."""
    sources = sorted(follows)
    return Rights(
        publish=(
            events_of(service),
            f"$JS.API.STREAM.CREATE.{stream_name(service)}",
            *(right for source in sources for right in _following(service, source)),
        ),
        subscribe=(
            f"{inbox_prefix(service)}.>",
            *(delivery_subject(service, source) for source in sources),
            *((EVERY_EVENT,) if live else ()),
        ),
    )


def _following(service: str, source: str) -> tuple[str, ...]:
    """To make the durable consumer, to ask how far it is, and to say what is done."""
    stream, consumer = stream_name(source), consumer_name(service, source)
    return (
        f"$JS.API.CONSUMER.DURABLE.CREATE.{stream}.{consumer}",
        f"$JS.API.CONSUMER.INFO.{stream}.{consumer}",
        f"$JS.ACK.{stream}.{consumer}.>",
    )
