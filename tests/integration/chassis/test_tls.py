"""Members that know each other by certificates, which change while they talk."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc
import pytest
import trustme

from accounts.service import SERVICE
from chassis.channels import MemberChannel
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import GATEWAY, Principal, Signer
from chassis.server import PRINCIPAL, Server
from chassis.telemetry import exposition
from chassis.tls import Certificates
from crm.accounts.v1 import care_pb2 as pb
from edge.calling import RemoteCall
from tests.support.mounted import Mounted
from tests.support.running import Keys, person, running
from tests.support.servers import Servers
from tests.support.waiting import until

METHOD = SERVICE.descriptor.methods_by_name["GetAccountSettings"]


DAY = timedelta(days=1).total_seconds()


class Place:
    """A served service with a certificate, and callers of all kinds."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self.authority, self.keys = trustme.CA(), Keys()
        self.tenant_id: UUID = new_id()
        self._folder, self._stack = folder, stack
        self.mounted = self.mount("accounts")
        self.certificates = self.mounted.certificates()
        self.address = ""
        self.page: Callable[[], bytes] = bytes

    def mount(self, *names: str, by: trustme.CA | None = None) -> Mounted:
        mounted = Mounted(self._folder / str(new_id()), *names)
        mounted.renew(by or self.authority, believing=self.authority.cert_pem.bytes())
        return mounted

    def caller(self, certificates: Certificates, name: str = "accounts") -> RemoteCall:
        call = RemoteCall(name, self.address, certificates)
        self._stack.push_async_callback(call.close)
        return call

    def gateway(self) -> RemoteCall:
        return self.caller(self.mount("gateway", "identity").certificates())

    async def ask(self, call: RemoteCall, *, signer: Signer | None = None, who: Principal | None = None) -> None:
        """Raises what the caller gets instead of an answer."""
        who = who or person(self.tenant_id, "account_settings.read")
        signed = (signer or self.keys.signer(GATEWAY)).sign(who)
        await call(METHOD, pb.GetAccountSettingsRequest(), [(PRINCIPAL, signed)], 5)


@pytest.fixture
async def place(servers: Servers, tmp_path: Path) -> AsyncIterator[Place]:
    async with AsyncExitStack() as stack:
        found = Place(tmp_path, stack)
        certificates = found.certificates
        runtime = await stack.enter_async_context(running(SERVICE, servers, keys=found.keys, certificates=certificates))
        found.page = exposition([runtime.metrics])
        server = Server(runtime, "127.0.0.1:0")
        await server.start()
        stack.push_async_callback(server.stop, 0)
        found.address = f"127.0.0.1:{server.port}"
        yield found


@pytest.mark.capability("S-12")
async def test_members_with_certificates_of_one_authority_talk(place: Place) -> None:
    await place.ask(place.gateway())


async def test_metrics_say_how_long_the_certificate_in_use_still_serves(place: Place) -> None:
    def left() -> float:
        return float(re.findall(r'^daozhang_certificate_seconds_left{service="accounts"} (\S+)$', place.page().decode(), re.MULTILINE)[0])

    assert 29 * DAY < left() < 30 * DAY
    place.mounted.renew(place.authority, lasting=timedelta(days=50))
    place.certificates.look()
    assert 49 * DAY < left() < 50 * DAY


@pytest.mark.capability("S-12")
@pytest.mark.parametrize("stranger", ["in the clear", "of another authority", "without a certificate"])
async def test_strangers_are_refused(place: Place, stranger: str) -> None:
    match stranger:
        case "in the clear":
            channel = grpc.aio.insecure_channel(place.address)
        case "of another authority":
            others = place.mount("gateway", by=trustme.CA()).certificates()
            channel = MemberChannel("accounts", place.address, others).newest
        case _:
            root = grpc.ssl_channel_credentials(place.authority.cert_pem.bytes())
            channel = grpc.aio.secure_channel(place.address, root, options=[("grpc.ssl_target_name_override", "accounts")])
    signed = place.keys.signer(GATEWAY).sign(person(place.tenant_id, "account_settings.read"))
    async with channel:
        call: Any = channel.unary_unary(f"/{SERVICE.descriptor.full_name}/{METHOD.name}")
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call(b"", metadata=((PRINCIPAL, signed),), timeout=5)
    assert refused.value.code() == grpc.StatusCode.UNAVAILABLE


async def test_a_member_calls_nobody_who_is_certified_by_another_name(place: Place) -> None:
    call = place.caller(place.mount("gateway").certificates(), "receivables")
    with pytest.raises(DomainError) as refused:
        await place.ask(call)
    assert refused.value.reason == "UNAVAILABLE"


async def test_a_service_that_presents_what_another_signed_is_refused(place: Place) -> None:
    """Whoever stole a key or overheard a principal must have the certificate as well."""
    leads = place.caller(place.mount("leads").certificates())
    with pytest.raises(DomainError, match="leads may not bring what gateway signed"):
        await place.ask(leads)
    pipeline = Principal.service("pipeline", place.tenant_id, cause="timer")
    with pytest.raises(DomainError, match="leads may not bring what pipeline signed"):
        await place.ask(leads, signer=place.keys.signer("pipeline"), who=pipeline)


@pytest.mark.capability("S-12")
async def test_certificates_change_without_a_failed_call(place: Place) -> None:
    """Those of both sides, again and again, and at last the authority itself; the server serves the newest to who comes new."""
    mounted = place.mount("gateway", "identity")
    certificates = mounted.certificates()
    call, asked, over = place.caller(certificates), 0, asyncio.Event()

    async def work() -> None:
        nonlocal asked
        while not over.is_set():
            await place.ask(call)
            asked += 1

    async def renewed(authority: trustme.CA, believing: bytes) -> None:
        for folder in (place.mounted, mounted):
            folder.renew(authority, believing=believing)
        for side in (place.certificates, certificates):
            side.look()
        before = asked
        await until(lambda: asked >= before + 10, what="ten more calls")
        await place.ask(place.caller(certificates))

    old, new = place.authority, trustme.CA()
    both = old.cert_pem.bytes() + new.cert_pem.bytes()
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(work())
        for _ in range(5):
            await renewed(old, old.cert_pem.bytes())
        for authority, believing in ((old, both), (new, both), (new, new.cert_pem.bytes())):
            await renewed(authority, believing)
        over.set()
    with pytest.raises(DomainError):
        await place.ask(place.caller(place.mount("gateway", by=old).certificates()))


async def test_a_certificate_that_has_run_out_is_refused_and_said_until_it_is_renewed(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.tls.SECONDS", 0.05)
    late = place.mount("gateway")
    late.renew(place.authority, lasting=timedelta(seconds=-1))
    certificates = late.certificates()
    watching = asyncio.create_task(certificates.run())
    call = place.caller(certificates)
    with pytest.raises(DomainError) as refused:
        await place.ask(call)
    assert refused.value.reason == "UNAVAILABLE"
    assert "others refuse it now" in caplog.text
    late.renew(place.authority)
    await until(lambda: certificates.seconds_left() > 0, what="the new certificate")
    await place.ask(call)
    watching.cancel()
