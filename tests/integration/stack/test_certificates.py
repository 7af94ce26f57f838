"""The authority of one machine, and a broker that shows what it certified."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nats
import nats.errors
import pytest
from cryptography import x509

from chassis.broker import Broker
from chassis.tls import Certificates, OwnFiles, TlsSettings
from tests.support.handshakes import context_of, greeting, serial_shown
from tests.support.servers import temporary_folder
from tests.support.waiting import until
from tools.stack.certificates import AUTHORITIES, CERTIFICATE, FILES, KEY, LIFE, Authority
from tools.stack.folder import DataFolder
from tools.stack.nats import Nats
from tools.stack.ports import any_free

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder() -> Iterator[DataFolder]:
    with temporary_folder() as place:
        found = DataFolder(place / "data")
        found.prepare(room=0)
        yield found


def serial(place: Path) -> int:
    return x509.load_pem_x509_certificate((place / CERTIFICATE).read_bytes()).serial_number


def test_a_certificate_stays_until_a_third_of_its_life_is_left(folder: DataFolder) -> None:
    first = serial(Authority(folder).keep("accounts", ["accounts"], now=NOW))
    soon, late = NOW + LIFE * 0.6, NOW + LIFE * 0.7
    assert serial(Authority(folder).keep("accounts", ["accounts"], now=soon)) == first
    assert serial(Authority(folder).keep("accounts", ["accounts"], now=late)) != first


@pytest.mark.parametrize("half", [*FILES])
def test_what_an_interrupted_run_left_half_made_is_made_anew(folder: DataFolder, half: str) -> None:
    place = Authority(folder).keep("accounts", ["accounts"])
    (place / half).write_bytes((place / half).read_bytes()[:100])
    Authority(folder).keep("accounts", ["accounts"])
    assert Certificates(TlsSettings(OwnFiles(*(place / file for file in FILES)))).seconds_left() > timedelta(days=300).total_seconds()


def test_other_names_and_another_authority_are_another_certificate(folder: DataFolder) -> None:
    first = serial(Authority(folder).keep("gateway", ["gateway"]))
    second = serial(Authority(folder).keep("gateway", ["gateway", "identity"]))
    (folder.secrets / "authority.crt").unlink()
    third = serial(Authority(folder).keep("gateway", ["gateway", "identity"]))
    assert len({first, second, third}) == 3


class Place:
    """A broker with a certificate, and what clients know it by."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder, self.authority = folder, Authority(folder)
        self.certificate: Path | None = self.authority.keep("nats", ["127.0.0.1"])
        self.client = self.authority.keep("leads", ["leads"])
        self.port = any_free()

    @property
    def broker(self) -> Nats:
        """As `make up` sees it when it is run anew."""
        folder = self.folder
        return Nats(folder.nats, port=self.port, run=folder.run, logs=folder.logs, durable=False, certificate=self.certificate)


@pytest.fixture
def place(folder: DataFolder) -> Iterator[Place]:
    found = Place(folder)
    found.broker.start()
    yield found
    found.broker.kill()


async def test_a_broker_with_a_certificate_speaks_tls_and_nothing_else(place: Place) -> None:
    url = place.broker.url()
    knowing = Certificates(TlsSettings(nats_authorities=place.client / AUTHORITIES))
    client = Broker()
    await client.connect(url, tls=knowing.nats, allow_reconnect=False)
    await client.close()
    with suppress(nats.errors.Error, OSError):
        await nats.connect(url, allow_reconnect=False)
        pytest.fail("somebody came in who does not know its authority")


async def test_a_broker_of_a_former_version_speaks_tls_from_the_next_up_on(place: Place) -> None:
    place.broker.stop()
    certificate, place.certificate = place.certificate, None
    place.broker.start()
    pid = place.broker.process.pid
    await (await nats.connect(place.broker.url(), allow_reconnect=False)).close()
    place.certificate = certificate
    place.broker.start()
    await until(lambda: _speaks_tls(place), what="TLS")
    assert place.broker.process.pid == pid


def _speaks_tls(place: Place) -> bool:
    with socket.create_connection(("127.0.0.1", place.port), timeout=5) as plain:
        return bool(greeting(plain).get("tls_required"))


async def test_a_broker_takes_a_new_certificate_while_clients_stay(place: Place) -> None:
    knowing = Certificates(TlsSettings(nats_authorities=place.client / AUTHORITIES))
    client, pid = Broker(), place.broker.process.pid
    await client.connect(place.broker.url(), tls=knowing.nats)
    before = serial_shown(place.port, "127.0.0.1", context_of(place.client), greets=True)
    (place.folder.certificates / "nats" / KEY).unlink()
    place.authority.keep("nats", ["127.0.0.1"])
    place.broker.start()
    await until(lambda: serial_shown(place.port, "127.0.0.1", context_of(place.client), greets=True) != before, what="the new certificate")
    assert place.broker.process.pid == pid
    assert client.is_connected
    assert client.stats["reconnects"] == 0
    await client.close()
