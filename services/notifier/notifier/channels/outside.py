"""Where messages may go, and the only code of the service that opens a connection to there.

Whoever administers a company types addresses of robots and mail servers, so they could be made to point into the installation's own
network. Robots are therefore reached at their providers' hosts alone, and mail servers at public addresses and mail ports; the
settings of the installation may name more places. A company for trying things out (a sandbox, the demo) has no way outside: it reaches
what the settings name as catchers, nothing where they name none.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Collection
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from notifier.channels.robots import Answer, Request

MAIL_PORTS = (25, 465, 587, 2525)
CONNECT_SECONDS, WHOLE_SECONDS = 5.0, 15.0
_MOST_ANSWER = 64 * 1024


class Barred(Exception):
    """It may not be sent there. `reason` is for programs, the text for people; it names no address."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings of the installation say. Places are "host:port" in lower case."""

    # The address of the web app, for links.
    public_url: str = ""
    # False: the whole installation is for trying things out.
    send_outside: bool = True
    # Reached besides the providers and public mail servers, robots by plain http too.
    allowed: frozenset[str] = field(default_factory=frozenset)
    # The only places that a sandbox reaches.
    catchers: frozenset[str] = field(default_factory=frozenset)
    # Certificates of own servers, besides the public ones.
    ca_file: Path | None = None

    def barred_url(self, url: str, hosts: Collection[str], *, sandbox: bool) -> Barred | None:
        """Why the address of a robot is not reached; `hosts` are those of its provider."""
        parts = urlsplit(url)
        try:
            place = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
        except ValueError:
            return Barred("ADDRESS_INVALID", "This is no address of a robot.")
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
            return Barred("ADDRESS_INVALID", "The address of a robot begins with https:// and the host of its provider.")
        if sandbox or not self.send_outside:
            return None if place in self.catchers else _in_sandbox()
        if place in self.allowed | self.catchers or (parts.scheme == "https" and place in {f"{host}:443" for host in hosts}):
            return None
        return Barred("HOST_NOT_ALLOWED", f"Robots of this kind are reached by https at {' or '.join(hosts)} alone.")

    def barred_mail(self, host: str, port: int, *, sandbox: bool) -> Barred | None:
        """Why a mail server is not reached, as far as its name tells; `Way.connect` looks at the address too."""
        if sandbox or not self.send_outside:
            return None if f"{host}:{port}" in self.catchers else _in_sandbox()
        if port not in MAIL_PORTS and not self.names(host, port):
            return Barred("PORT_NOT_ALLOWED", f"Mail servers listen at one of the ports {', '.join(map(str, MAIL_PORTS))}.")
        return None

    def names(self, host: str, port: int) -> bool:
        return f"{host}:{port}" in self.allowed | self.catchers


def _in_sandbox() -> Barred:
    return Barred("SANDBOX", "This company is for trying things out: nothing leaves it.")


class Outside:
    """The way out of one process."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.tls = ssl.create_default_context()
        if policy.ca_file is not None:
            self.tls.load_verify_locations(policy.ca_file)
        limits = httpx.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS)
        # No proxy and no netrc of the environment: settings are read in main alone. Redirects are not followed.
        self._client = httpx.AsyncClient(verify=self.tls, timeout=limits, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.aclose()

    def way(self, *, sandbox: bool) -> Way:
        """How one company gets outside."""
        return Way(self, self._client, sandbox=sandbox)


class Way:
    """Connections of one company. Everything raises Barred before anything is sent, and else what the network raises."""

    def __init__(self, outside: Outside, client: httpx.AsyncClient, *, sandbox: bool) -> None:
        self.outside, self._client, self.sandbox = outside, client, sandbox

    async def post(self, request: Request, hosts: Collection[str]) -> Answer:
        return await self._ask("POST", request.url, hosts, request.content)

    async def get(self, url: str, hosts: Collection[str]) -> Answer:
        return await self._ask("GET", url, hosts, b"")

    async def _ask(self, method: str, url: str, hosts: Collection[str], content: bytes) -> Answer:
        if barred := self.outside.policy.barred_url(url, hosts, sandbox=self.sandbox):
            raise barred
        headers = {"content-type": "application/json; charset=utf-8"} if content else {}
        async with asyncio.timeout(WHOLE_SECONDS), self._client.stream(method, url, content=content, headers=headers) as response:
            body = b""
            async for part in response.aiter_bytes():
                body += part
                if len(body) > _MOST_ANSWER:
                    break
            return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, body)

    async def connect(self, host: str, port: int) -> socket.socket:
        """A connected socket to a mail server. The address that was looked at is the one that is connected to: a name that resolves
        to a public address now and to ours a moment later gains nothing."""
        policy = self.outside.policy
        if barred := policy.barred_mail(host, port, sandbox=self.sandbox):
            raise barred
        async with asyncio.timeout(CONNECT_SECONDS):
            return await self._connected(await self._addresses(host, port))

    async def _addresses(self, host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [(int(family), (str(address[0]), port)) for family, _, _, _, address in found]
        if not self.outside.policy.names(host, port):
            addresses = [(family, address) for family, address in addresses if ip_address(address[0].partition("%")[0]).is_global]
        if not addresses:
            raise Barred("HOST_NOT_ALLOWED", "The mail server has no public address; the installation's settings may allow it.")
        return addresses

    @staticmethod
    async def _connected(addresses: list[tuple[int, tuple[str, int]]]) -> socket.socket:
        failure: OSError = OSError("no address")
        for family, address in addresses:
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.setblocking(False)
            try:
                await asyncio.get_running_loop().sock_connect(connection, address)
            except OSError as error:
                connection.close()
                failure = error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise failure
