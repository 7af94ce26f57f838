"""Channels to members, which live longer than certificates."""

import asyncio

import grpc

from chassis.tls import Certificates

# Whoever was away is found again within seconds of coming back; the library's own pauses grow to two minutes.
OPTIONS = [
    ("grpc.max_receive_message_length", 8 * 1024 * 1024),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2_000),
]
# Longer than any call takes: those that began under the former certificate end in peace.
GRACE = 120.0


class MemberChannel:
    """The way to the service `name` at an address: another channel for each generation of certificates. The service must be certified by
    its name, wherever it is; without certificates anybody is believed.
    """

    def __init__(self, name: str, address: str, certificates: Certificates | None = None) -> None:
        self._name, self._address, self._certificates = name, address, certificates or Certificates()
        self._made_of = self._certificates.generation
        self._channel = self._make()
        self._former: set[asyncio.Task[None]] = set()

    @property
    def newest(self) -> grpc.aio.Channel:
        if self._made_of != self._certificates.generation:
            leaving = asyncio.create_task(_leave(self._channel))
            self._former.add(leaving)
            leaving.add_done_callback(self._former.discard)
            self._made_of, self._channel = self._certificates.generation, self._make()
        return self._channel

    async def close(self) -> None:
        for leaving in self._former:
            leaving.cancel()
        await asyncio.gather(self._channel.close(), *self._former, return_exceptions=True)

    def _make(self) -> grpc.aio.Channel:
        if self._certificates.own is None:
            return grpc.aio.insecure_channel(self._address, options=OPTIONS)
        certified = ("grpc.ssl_target_name_override", self._name)
        return grpc.aio.secure_channel(self._address, self._certificates.channel_credentials(), options=[*OPTIONS, certified])


async def _leave(channel: grpc.aio.Channel) -> None:
    try:
        await asyncio.sleep(GRACE)
    finally:
        await channel.close()
