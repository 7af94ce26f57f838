"""The client of NATS that members use."""

from nats.aio.client import Client
from nats.errors import Error


class Broker(Client):
    """Where certificates are demanded, it introduces itself to nobody who has shown none: NATS says itself whether it speaks TLS, and in
    the clear so might whoever sits in between.
    """

    def _connect_command(self) -> bytes:
        """What says user and password."""
        if self.options.get("tls") is not None and not self._server_info.get("tls_required"):
            raise Error("nats: it speaks no TLS, and we were told to demand it")
        return super()._connect_command()
