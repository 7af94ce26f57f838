import asyncio

import pytest

from chassis.errors import DomainError, Kind
from chassis.ids import new_id
from chassis.principal import Principal, Signer, Verifier
from crm.identity.v1 import identity_pb2 as pb
from edge.authentication import REMEMBERED, Authentication
from edge.credentials import Credential

SIGNER = Signer.generate("gateway")
SESSION = Credential("dzs_abc")
KEY = Credential("dzk_abc")


class Identity:
    """Answers as identity would, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.principal = Principal.user(new_id(), tenant_id=new_id(), permissions={}).to_message()
        self.principal.cause = f"session:{new_id()}"
        self.disabled = False
        self.slow = asyncio.Event()
        self.slow.set()

    async def __call__(self, credential: Credential, address: str) -> pb.Caller:
        self.asked.append((credential.secret, address))
        await self.slow.wait()
        if self.disabled:
            raise DomainError(Kind.UNAUTHENTICATED, "USER_DISABLED", "This user was disabled.")
        return pb.Caller(principal=self.principal)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_the_services_can_verify_who_it_is() -> None:
    identity = Identity()
    caller = await Authentication(identity, SIGNER)(SESSION, "1.2.3.4")
    assert Verifier({"gateway": SIGNER.public_key}).verify(caller.signed) == caller.principal
    assert caller.session_id == identity.principal.cause.removeprefix("session:")


async def test_identity_is_asked_once_in_a_moment() -> None:
    identity = Identity()
    authentication = Authentication(identity, SIGNER)
    assert {(await authentication(SESSION, "1.2.3.4")).signed for _ in range(5)} != set()
    assert len(identity.asked) == 1


async def test_requests_that_come_together_wait_for_one_answer() -> None:
    identity = Identity()
    identity.slow.clear()
    authentication = Authentication(identity, SIGNER)
    waiting = [asyncio.create_task(authentication(SESSION, "1.2.3.4")) for _ in range(5)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    identity.slow.set()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert len({answer.signed for answer in answers[1:] if not isinstance(answer, BaseException)}) == 1
    assert len(identity.asked) == 1


async def test_a_disabled_user_is_out_within_the_promise() -> None:
    identity, clock = Identity(), Clock()
    authentication = Authentication(identity, SIGNER, clock=clock)
    await authentication(SESSION, "1.2.3.4")
    identity.disabled = True
    clock.now += REMEMBERED
    assert REMEMBERED < 5
    with pytest.raises(DomainError) as refused:
        await authentication(SESSION, "1.2.3.4")
    assert refused.value.reason == "USER_DISABLED"


async def test_a_refusal_is_not_remembered() -> None:
    identity = Identity()
    authentication = Authentication(identity, SIGNER)
    identity.disabled = True
    with pytest.raises(DomainError):
        await authentication(SESSION, "1.2.3.4")
    identity.disabled = False
    await authentication(SESSION, "1.2.3.4")


async def test_new_permissions_are_signed_at_once_old_ones_not_again() -> None:
    identity, clock = Identity(), Clock()
    authentication = Authentication(identity, SIGNER, clock=clock)
    first = await authentication(SESSION, "1.2.3.4")
    clock.now += REMEMBERED
    assert (await authentication(SESSION, "1.2.3.4")).signed == first.signed
    identity.principal.grants.add(permissions=["account.read"], reach="own")
    clock.now += REMEMBERED
    assert (await authentication(SESSION, "1.2.3.4")).principal.may("account.read")


async def test_a_key_is_asked_for_anew_from_another_address() -> None:
    identity = Identity()
    authentication = Authentication(identity, SIGNER)
    await authentication(KEY, "1.2.3.4")
    await authentication(KEY, "5.6.7.8")
    await authentication(SESSION, "1.2.3.4")
    await authentication(SESSION, "5.6.7.8")
    assert [address for _, address in identity.asked] == ["1.2.3.4", "5.6.7.8", "1.2.3.4"]


async def test_what_was_ended_here_is_forgotten_at_once() -> None:
    identity = Identity()
    authentication = Authentication(identity, SIGNER)
    await authentication(SESSION, "1.2.3.4")
    authentication.forget(SESSION)
    await authentication(SESSION, "1.2.3.4")
    assert len(identity.asked) == 2
