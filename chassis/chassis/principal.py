"""Who acts. The gateway signs any principal for 60 s, a service only `service:<its name>`; whoever receives one verifies it once,
on arrival, and passes it on unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from google.protobuf.message import DecodeError

from chassis.clock import Clock
from chassis.errors import DomainError, Kind, forbidden
from chassis.scope import Limits, Reach, Scope
from crm.common.v1 import principal_pb2 as pb

VALID = timedelta(seconds=60)
GATEWAY = "gateway"
# With more teams than this a permission's reach must be `company`.
MOST_TEAMS = 200


@dataclass(frozen=True, slots=True)
class Grant:
    """How far one permission goes."""

    reach: Reach
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Principal:
    """Somebody, or something, with permissions in one tenant."""

    kind: str  # user, key, form, service
    id: str
    tenant_id: UUID
    person_id: UUID | None = None
    permissions: Mapping[str, Grant] = field(default_factory=dict)
    team_ids: tuple[UUID, ...] = ()
    team_ids_below: tuple[UUID, ...] = ()
    sign_in_time: int = 0
    on_behalf: str = ""
    cause: str = ""

    @classmethod
    def user(
        cls,
        id: UUID,
        *,
        tenant_id: UUID,
        permissions: Mapping[str, Grant],
        team_ids: tuple[UUID, ...] = (),
        team_ids_below: tuple[UUID, ...] = (),
        sign_in_time: int = 0,
    ) -> Self:
        return cls("user", str(id), tenant_id, id, permissions, team_ids, team_ids_below, sign_in_time)

    @classmethod
    def service(cls, name: str, tenant_id: UUID, *, cause: str, on_behalf: str = "") -> Self:
        """A service that acts by itself: a reaction, a timer, a job."""
        return cls("service", name, tenant_id, cause=cause, on_behalf=on_behalf)

    @property
    def actor(self) -> str:
        """As audit and events name it: "user:<id>", "key:<id>", "service:pipeline"."""
        return f"{self.kind}:{self.id}"

    @property
    def is_service(self) -> bool:
        return self.kind == "service"

    @property
    def service_name(self) -> str:
        return self.id if self.is_service else ""

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def scope_for(self, permission: str) -> Scope:
        """The rows this permission reaches. Raises PERMISSION_DENIED when it was not granted."""
        grant = self.permissions.get(permission)
        if grant is None:
            raise forbidden("PERMISSION_DENIED", f"You lack the permission {permission}; an administrator can grant it.", permission=permission)
        match grant.reach:
            case Reach.TEAM:
                teams = self.team_ids
            case Reach.TEAM_AND_BELOW:
                teams = (*self.team_ids, *self.team_ids_below)
            case _:
                teams = ()
        return Scope(self.tenant_id, grant.reach, self.person_id, teams, grant.limits)

    def to_message(self) -> pb.Principal:
        return pb.Principal(
            kind=pb.Principal.Kind.Value(f"KIND_{self.kind.upper()}"),
            id=self.id,
            tenant_id=str(self.tenant_id),
            person_id=str(self.person_id or ""),
            grants=[_grant_message(permission, grant) for permission, grant in self.permissions.items()],
            team_ids=map(str, self.team_ids),
            team_ids_below=map(str, self.team_ids_below),
            sign_in_time=self.sign_in_time,
            on_behalf=self.on_behalf,
            cause=self.cause,
        )

    @classmethod
    def from_message(cls, message: pb.Principal) -> Self:
        return cls(
            kind=pb.Principal.Kind.Name(message.kind).removeprefix("KIND_").lower(),
            id=message.id,
            tenant_id=UUID(message.tenant_id),
            person_id=UUID(message.person_id) if message.person_id else None,
            permissions={grant.permission: _grant(grant) for grant in message.grants},
            team_ids=tuple(map(UUID, message.team_ids)),
            team_ids_below=tuple(map(UUID, message.team_ids_below)),
            sign_in_time=message.sign_in_time,
            on_behalf=message.on_behalf,
            cause=message.cause,
        )


def _grant_message(permission: str, grant: Grant) -> pb.Principal.Grant:
    return pb.Principal.Grant(
        permission=permission,
        reach=grant.reach.value,
        legal_entity_ids=map(str, grant.limits.legal_entity_ids),
        business_units=grant.limits.business_units,
        product_lines=grant.limits.product_lines,
        regions=grant.limits.regions,
    )


def _grant(message: pb.Principal.Grant) -> Grant:
    limits = Limits(
        tuple(map(UUID, message.legal_entity_ids)), tuple(message.business_units), tuple(message.product_lines), tuple(message.regions)
    )
    return Grant(Reach(message.reach), limits)


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

    def sign(self, principal: Principal, *, now: datetime | None = None) -> bytes:
        """What goes into the metadata `principal-bin`; valid for 60 s."""
        expiry = int(((now or Clock.real()) + VALID).timestamp())
        claims = pb.Claims(principal=principal.to_message(), issuer=self.issuer, expiry_time=expiry).SerializeToString()
        return pb.SignedPrincipal(claims=claims, signature=self._key.sign(claims)).SerializeToString()


class Verifier:
    """Knows the public keys of those who may sign."""

    def __init__(self, keys: Mapping[str, Ed25519PublicKey], *, real: Callable[[], datetime] = Clock.real) -> None:
        self._keys, self._real = keys, real

    @classmethod
    def read(cls, folder: Path) -> Self:
        """`<issuer>.pem` each. Raises ValueError when a file holds no Ed25519 public key."""
        keys = {}
        for file in sorted(folder.glob("*.pem")):
            key = load_pem_public_key(file.read_bytes())
            if not isinstance(key, Ed25519PublicKey):
                raise ValueError(f"{file} holds no Ed25519 public key.")
            keys[file.stem] = key
        return cls(keys)

    def verify(self, token: bytes) -> Principal:
        """Raises UNAUTHENTICATED for what is forged, expired, or signed by somebody who may not say this."""
        try:
            signed = pb.SignedPrincipal.FromString(token)
            claims = pb.Claims.FromString(signed.claims)
            self._keys[claims.issuer].verify(signed.signature, signed.claims)
        except (DecodeError, KeyError, InvalidSignature) as error:
            raise _refused("The principal's signature is not valid.") from error
        if claims.expiry_time < self._real().timestamp():
            raise _refused("The principal has expired.")
        principal = Principal.from_message(claims.principal)
        if claims.issuer != GATEWAY and principal.actor != f"service:{claims.issuer}":
            raise _refused(f"{claims.issuer} may not speak for {principal.actor}.")
        return principal


def _refused(detail: str) -> DomainError:
    return DomainError(Kind.UNAUTHENTICATED, "PRINCIPAL_INVALID", detail)
