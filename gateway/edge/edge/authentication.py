"""Who sends a request: resolved by identity, remembered for a moment, and signed for the services."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chassis.principal import Principal, Signer
from chassis.recent import Recent
from crm.identity.v1 import identity_pb2 as pb
from edge.credentials import Credential

# Within this many seconds a disabled user, an ended session or a changed role may still be unnoticed; the promise is 5.
REMEMBERED = 2.0
# A signature lives 60 s; it is renewed long before, and shared by the requests in between.
SIGNED = 20.0
MOST = 10_000

# Asks identity. Raises DomainError UNAUTHENTICATED.
Resolve = Callable[[Credential, str], Awaitable[pb.Caller]]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends the request, in the form that services believe."""

    principal: Principal
    signed: bytes
    credential: Credential

    @property
    def session_id(self) -> str:
        kind, _, id = self.principal.cause.partition(":")
        return id if kind == "session" else ""


@dataclass(slots=True)
class _Known:
    answer: asyncio.Task[pb.Caller]
    until: float


@dataclass(slots=True)
class _Signed:
    content: bytes
    caller: Caller
    until: float


class Authentication:
    def __init__(self, resolve: Resolve, signer: Signer, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._resolve, self._signer, self._clock = resolve, signer, clock
        self._known: Recent[tuple[str, str], _Known] = Recent(MOST)
        self._signed: Recent[str, _Signed] = Recent(MOST)

    async def __call__(self, credential: Credential, address: str) -> Caller:
        """Raises DomainError when identity does not know the credential, or no longer."""
        # Keys may be bound to addresses; sessions are not.
        place = (credential.digest, address if credential.is_api_key else "")
        known = self._known.get(place)
        if known is None or known.until <= self._clock():
            asked = asyncio.create_task(_asked(self._resolve, credential, address))
            known = self._known.keep(place, _Known(asked, self._clock() + REMEMBERED))
        try:
            # Several requests of one page wait for one answer; one that gives up does not take it from the others.
            answer = await asyncio.shield(known.answer)
        except BaseException:
            if known.answer.done() and self._known.get(place) is known:
                self._known.forget(place)
            raise
        return self._sign(credential, answer)

    def forget(self, credential: Credential) -> None:
        """After it was ended here: it is asked for anew at once."""
        for place in [place for place in self._known if place[0] == credential.digest]:
            self._known.forget(place)

    def _sign(self, credential: Credential, answer: pb.Caller) -> Caller:
        content = answer.principal.SerializeToString(deterministic=True)
        kept = self._signed.get(credential.digest)
        if kept is not None and kept.content == content and kept.until > self._clock() and kept.caller.credential == credential:
            return kept.caller
        principal = Principal.from_message(answer.principal)
        caller = Caller(principal, self._signer.sign(principal), credential)
        self._signed.keep(credential.digest, _Signed(content, caller, self._clock() + SIGNED))
        return caller


async def _asked(resolve: Resolve, credential: Credential, address: str) -> pb.Caller:
    return await resolve(credential, address)
