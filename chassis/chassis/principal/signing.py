"""Signed principals. The gateway signs any principal for 60 s, a service only `service:<its name>`; whoever receives one verifies it
once, on arrival, and passes it on unchanged.

The name of an issuer is the name of its key file: `pipeline.pem` verifies what pipeline signed and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from google.protobuf.message import DecodeError

from chassis.clock import Clock
from chassis.errors import DomainError, Kind
from chassis.principal.acting import Principal
from chassis.recent import Recent
from crm.common.v1 import principal_pb2 as pb

VALID = timedelta(seconds=60)
# How far the clocks of two machines may differ.
SKEW = timedelta(seconds=5)
GATEWAY = "gateway"
# The gateway signs one for all requests of some seconds: so many are read once.
_MOST_READ = 1000
# Keeps a signature made for anything else from being one of a principal.
_FORMAT = b"daozhang principal 1\0"


class Signer:
    """Signs for one issuer."""

    def __init__(self, issuer: str, key: Ed25519PrivateKey) -> None:
        self.issuer, self._key = issuer, key

    @classmethod
    def generate(cls, issuer: str) -> Self:
        return cls(issuer, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, issuer: str, file: Path) -> Self:
        """Raises ValueError when the file holds no Ed25519 private key."""
        key = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{file} holds no Ed25519 private key.")
        return cls(issuer, key)

    @property
    def public_key(self) -> Ed25519PublicKey:
        return self._key.public_key()

    def sign(self, principal: Principal, *, audience: Collection[str] = (), now: datetime | None = None) -> bytes:
        """What goes into the metadata `principal-bin`; valid for 60 s, at these members or, where none is named, at all."""
        expiry = int(((now or Clock.real()) + VALID).timestamp())
        claims = pb.Claims(principal=principal.to_message(), issuer=self.issuer, expiry_time=expiry, audience=audience)
        content = claims.SerializeToString()
        return pb.SignedPrincipal(claims=content, signature=self._key.sign(_FORMAT + content)).SerializeToString()


class Verifier:
    """Knows the public keys of those who may sign. `member` is whom a principal must be meant for when it names its audience."""

    def __init__(self, keys: Mapping[str, Ed25519PublicKey], member: str = "", *, real: Callable[[], datetime] = Clock.real) -> None:
        self._keys, self._member, self._real = keys, member, real
        self._read: Recent[bytes, _Read] = Recent(_MOST_READ)

    @classmethod
    def read(cls, folder: Path, member: str = "") -> Self:
        """`<issuer>.pem` each. Raises ValueError when a file holds no Ed25519 public key."""
        keys = {}
        for file in sorted(folder.glob("*.pem")):
            key = load_pem_public_key(file.read_bytes())
            if not isinstance(key, Ed25519PublicKey):
                raise ValueError(f"{file} holds no Ed25519 public key.")
            keys[file.stem] = key
        return cls(keys, member)

    def verify(self, token: bytes, *, carriers: Collection[str] | None = None) -> Principal:
        """Raises UNAUTHENTICATED for what is forged, expired, meant for others, signed by somebody who may not say this, or brought by
        somebody else than who signed it, where the names of who brought it are known.
        """
        read = self._read.get(token) or self._read.keep(token, self._principal(token))
        self._check_time(read.expiry_time)
        if carriers is not None and read.issuer not in carriers:
            raise _refused(f"{' or '.join(sorted(carriers)) or 'Nobody'} may not bring what {read.issuer} signed.")
        return read.principal

    def _principal(self, token: bytes) -> _Read:
        """What a token says until when, whatever the time is now and whoever brings it."""
        claims = self._claims(token)
        if claims.audience and self._member not in claims.audience:
            raise _refused(f"The principal is not meant for {self._member or 'this member'}.")
        try:
            principal = Principal.from_message(claims.principal)
        except ValueError as error:
            raise _refused("The principal cannot be read.") from error
        if claims.issuer != GATEWAY and principal.actor != f"service:{claims.issuer}":
            raise _refused(f"{claims.issuer} may not speak for {principal.actor}.")
        return _Read(claims.issuer, claims.expiry_time, principal)

    def _claims(self, token: bytes) -> pb.Claims:
        try:
            signed = pb.SignedPrincipal.FromString(token)
            claims = pb.Claims.FromString(signed.claims)
            self._keys[claims.issuer].verify(signed.signature, _FORMAT + signed.claims)
        except (DecodeError, KeyError, InvalidSignature) as error:
            raise _refused("The principal's signature is not valid.") from error
        return claims

    def _check_time(self, expiry_time: int) -> None:
        left = expiry_time - self._real().timestamp()
        if left < 0:
            raise _refused("The principal has expired.")
        if left > (VALID + SKEW).total_seconds():
            raise _refused("The principal was signed for longer than is allowed, or the clocks of two machines differ.")


class _Read(NamedTuple):
    """What a token says."""

    issuer: str
    expiry_time: int
    principal: Principal


def _refused(detail: str) -> DomainError:
    return DomainError(Kind.UNAUTHENTICATED, "PRINCIPAL_INVALID", detail)
