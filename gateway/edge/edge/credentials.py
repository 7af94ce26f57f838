"""What a request shows to say who sends it: a key or a token in a header, or a cookie."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request

from edge.problems import Fault, Problem

API_KEY_PREFIX = "dzk_"
SESSION_PREFIX = "dzs_"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret that identity can resolve, and how it came."""

    secret: str
    from_cookie: bool = False

    @property
    def is_api_key(self) -> bool:
        return self.secret.startswith(API_KEY_PREFIX)

    @property
    def digest(self) -> str:
        """Names the credential in memory, so that no table of secrets lies around."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def credential_of(request: Request, cookie_name: str) -> Credential | None:
    """The header wins over the cookie. Raises 401 for a header that is neither a key nor a token."""
    header = request.headers.get("authorization", "")
    if header:
        scheme, _, secret = header.partition(" ")
        secret = secret.strip()
        if scheme.lower() != "bearer" or not secret.startswith((API_KEY_PREFIX, SESSION_PREFIX)):
            raise unauthenticated("CREDENTIAL_UNKNOWN", "Send Authorization: Bearer with an API key or the token of a session.")
        return Credential(secret)
    secret = request.cookies.get(cookie_name, "")
    return Credential(secret, from_cookie=True) if secret.startswith(SESSION_PREFIX) else None


def unauthenticated(reason: str, detail: str) -> Problem:
    faults = (Fault(detail, header="Authorization"),)
    return Problem(401, reason, detail, faults=faults, headers={"www-authenticate": "Bearer"})


def refuse_foreign_origin(request: Request) -> None:
    """Keeps other sites from using the cookie of who visits them (CSRF).

    Browsers say where a request comes from, by Sec-Fetch-Site or at least by Origin. Who says neither is no browser and
    carries no cookie that somebody else could abuse.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    by_origin = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    ours = by_origin if site is None else site in ("same-origin", "none")
    if not ours:
        detail = "This came from the page of another site, which may not act with your sign-in."
        raise Problem(403, "ORIGIN_FOREIGN", detail, faults=(Fault(detail, header="Origin"),))
