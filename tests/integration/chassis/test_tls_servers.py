"""Connections to PostgreSQL and NATS for which a member demands certificates."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme
from sqlalchemy import text

from accounts.service import SERVICE
from chassis.broker import Broker
from chassis.database import Database, is_away
from chassis.migration import upgrade
from chassis.tls import Certificates
from tests.support.mounted import Mounted
from tools.stack.databases import DatabaseUrls

SSL_REQUEST = bytes([0, 0, 0, 8, 4, 210, 22, 47])


@asynccontextmanager
async def door(url: str, shown: ssl.SSLContext | None) -> AsyncIterator[str]:
    """A PostgreSQL that shows a certificate, or says that it has none: the real one, whose programs know no TLS, behind its own handshake.
    Gives the address with the door's port.
    """
    parts = urlsplit(url)

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
        writer.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert await reader.readexactly(8) == SSL_REQUEST
            writer.write(b"N" if shown is None else b"S")
            if shown is not None:
                await writer.start_tls(shown)
            theirs = await asyncio.open_connection(parts.hostname, parts.port)
            await asyncio.gather(pump(reader, theirs[1]), pump(theirs[0], writer))
        except (OSError, EOFError):
            writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with server:
        yield url.replace(f":{parts.port}/", f":{server.sockets[0].getsockname()[1]}/")


def showing(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    # Of clients that have one.
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    return context


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mounted(tmp_path: Path, authority: trustme.CA) -> Mounted:
    place = Mounted(tmp_path / "tls", "accounts")
    place.renew(authority)
    return place


@asynccontextmanager
async def pools(url: str, certificates: Certificates) -> AsyncIterator[Database]:
    database = Database(url, url, tls=certificates.database)
    try:
        yield database
    finally:
        await database.close()


async def one(database: Database) -> int:
    """By each of its ways in."""
    apart = database.apart()
    answers = 0
    for engine in (database.app, database.worker, apart):
        async with engine.connect() as connection:
            answers += await connection.scalar(text("select 1")) or 0
    await apart.dispose()
    return answers


async def test_a_member_migrates_and_works_over_tls(
    create_database: Callable[[str], DatabaseUrls], authority: trustme.CA, mounted: Mounted
) -> None:
    urls, certificates = create_database(SERVICE.name), mounted.certificates(of_servers=True)
    async with door(urls.owner, showing(authority)) as url, pools(url, certificates) as database:
        await asyncio.to_thread(upgrade, SERVICE.migrations, url, tls=certificates.database)
        assert await one(database) == 3


async def test_a_database_of_another_name_or_authority_or_without_tls_is_away(
    create_database: Callable[[str], DatabaseUrls], authority: trustme.CA, mounted: Mounted
) -> None:
    urls, certificates = create_database(SERVICE.name), mounted.certificates(of_servers=True)
    for shown in (showing(authority, "localhost"), showing(trustme.CA()), None):
        async with door(urls.app, shown) as url, pools(url, certificates) as database:
            with pytest.raises(Exception) as refused:
                await one(database)
            assert is_away(refused.value)


async def test_new_connections_go_by_the_new_certificate_and_the_new_authority(
    create_database: Callable[[str], DatabaseUrls], authority: trustme.CA, mounted: Mounted
) -> None:
    urls, certificates, new = create_database(SERVICE.name), mounted.certificates(of_servers=True), trustme.CA()
    async with door(urls.app, showing(new)) as url, pools(url, certificates) as database:
        with pytest.raises(Exception) as refused:
            await one(database)
        assert is_away(refused.value)
        mounted.renew(new)
        certificates.look()
        assert await one(database) == 3


async def test_a_password_is_said_to_no_broker_without_a_certificate(mounted: Mounted) -> None:
    """It is NATS itself that says whether it speaks TLS, so whoever sits in between could say that it does not."""
    heard = bytearray()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'INFO {"server_id":"x","version":"2.15.1","auth_required":true,"max_payload":1048576}\r\n')
        while chunk := await reader.read(1024):
            heard.extend(chunk)
        writer.close()

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        url = f"nats://leads:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(Exception, match="speaks no TLS"):
            await Broker().connect(url, tls=mounted.certificates(of_servers=True).nats, allow_reconnect=False, connect_timeout=2)
    assert b"secret" not in heard
