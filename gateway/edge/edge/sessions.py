"""What a session needs of HTTP: the cookie, and a brake on guessing."""

import hashlib
import math
from collections.abc import Mapping
from typing import Any

from chassis.clock import Clock
from chassis.errors import DomainError
from chassis.server import Metadata
from crm.identity.v1 import identity_pb2 as pb
from edge.authentication import Authentication, Resolve
from edge.calling import Members, Reply
from edge.credentials import Credential, refuse_foreign_origin
from edge.exchange import Exchange
from edge.figures import Figures
from edge.limits import Buckets
from edge.rpc import Around, Proceed

IDENTITY = pb.DESCRIPTOR.services_by_name["Identity"]
_RPCS = IDENTITY.methods_by_name


def resolver(members: Members, seconds: float) -> Resolve:
    """Asks identity who stands behind a credential."""

    async def resolve(credential: Credential, address: str) -> pb.Caller:
        nothing: Metadata = ()
        if credential.is_api_key:
            request: Any = pb.ResolveApiKeyRequest(secret=credential.secret, address=address)
            reply = await members(_RPCS["ResolveApiKey"], request, nothing, seconds)
        else:
            request = pb.ResolveSessionRequest(token=credential.secret)
            reply = await members(_RPCS["ResolveSession"], request, nothing, seconds)
        caller: pb.Caller = reply.message
        return caller

    return resolve


class Cookie:
    """The cookie that holds a session's token: no script reads it, no other site sends it along with a change."""

    def __init__(self, *, secure: bool) -> None:
        # Browsers take a __Host- cookie only over https, only for this very host, and for all its paths.
        self.name = "__Host-session" if secure else "session"
        self._secure = secure

    def set(self, token: str, expire_time: float) -> tuple[str, str]:
        return self._header(token, max(0, math.ceil(expire_time - Clock.real().timestamp())))

    def clear(self) -> tuple[str, str]:
        return self._header("", 0)

    def _header(self, value: str, seconds: int) -> tuple[str, str]:
        parts = [f"{self.name}={value}", "Path=/", f"Max-Age={seconds}", "HttpOnly", "SameSite=Lax"]
        return "set-cookie", "; ".join([*parts, "Secure"] if self._secure else parts)


class Sessions:
    """Stands around the RPCs that begin and end sessions."""

    def __init__(self, cookie: Cookie, authentication: Authentication, attempts: Buckets, figures: Figures) -> None:
        self._cookie, self._authentication, self._attempts, self._figures = cookie, authentication, attempts, figures

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        found: dict[str, Around] = {
            "CreateSession": self._sign_in,
            "DeleteSession": self._end,
            "ConfirmSession": self._changed,
            "ChangePassword": self._changed,
            "ViewAs": self._changed,
            "EndViewAs": self._changed,
        }
        return {_RPCS[name].full_name: around for name, around in found.items()}

    async def _sign_in(self, exchange: Exchange, request: pb.CreateSessionRequest, proceed: Proceed) -> Reply:
        # Another site could otherwise sign its visitor in as somebody of its own choice.
        refuse_foreign_origin(exchange.request)
        who = f"{request.tenant}\n{request.email.strip().lower()}"
        self._attempts.take(f"{exchange.address} {hashlib.sha256(who.encode()).hexdigest()}")
        try:
            reply = await proceed()
        except DomainError as error:
            self._figures.sign_in_refused(error)
            raise
        self._figures.signed_in()
        if request.cookie:
            session: pb.Session = reply.message
            exchange.headers.append(self._cookie.set(session.token, session.expire_time.seconds))
            session.token = ""
        return reply

    async def _end(self, exchange: Exchange, request: pb.DeleteSessionRequest, proceed: Proceed) -> Reply:
        reply = await proceed()
        caller = exchange.caller
        if caller is not None and caller.session_id == request.session_id.lower():
            self._authentication.forget(caller.credential)
            if caller.credential.from_cookie:
                exchange.headers.append(self._cookie.clear())
        return reply

    async def _changed(self, exchange: Exchange, _request: Any, proceed: Proceed) -> Reply:
        """What the session may do is not what it was: asked for anew at once, not in two seconds."""
        reply = await proceed()
        if exchange.caller is not None:
            self._authentication.forget(exchange.caller.credential)
        return reply
