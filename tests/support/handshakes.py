"""What a server shows to who asks it for TLS."""

import json
import socket
import ssl
from pathlib import Path
from typing import Any

from tools.stack.certificates import AUTHORITIES, CERTIFICATE, KEY
from tools.stack.ports import HOST


def context_of(place: Path) -> ssl.SSLContext:
    """Of a client with the certificate in a folder."""
    context = ssl.create_default_context(cafile=place / AUTHORITIES)
    context.load_cert_chain(place / CERTIFICATE, place / KEY)
    context.set_alpn_protocols(["h2"])
    return context


def serial_shown(port: int, name: str, context: ssl.SSLContext, *, greets: bool = False) -> str:
    """The number of the certificate that a server shows for a name. NATS `greets` before: it says that it wants TLS. Raises OSError."""
    with socket.create_connection((HOST, port), timeout=5) as plain:
        if greets:
            assert greeting(plain)["tls_required"]
        with context.wrap_socket(plain, server_hostname=name) as secured:
            return str((secured.getpeercert() or {})["serialNumber"])


def greeting(plain: socket.socket) -> dict[str, Any]:
    """What NATS says first."""
    with plain.makefile("rb", buffering=0) as lines:
        found: dict[str, Any] = json.loads(lines.readline().removeprefix(b"INFO "))
    return found


def answers_in_the_clear(port: int) -> bool:
    """Whether gRPC would talk to somebody without TLS: it begins with its settings."""
    with socket.create_connection((HOST, port), timeout=5) as plain:
        plain.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + b"\x04" + bytes(5))
        try:
            return plain.recv(9)[3:4] == b"\x04"
        except ConnectionError:
            return False
