"""Somebody, or something, with permissions in one tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from chassis.errors import DomainError, Kind, forbidden
from chassis.scope import Limits, Reach, Scope
from crm.common.v1 import principal_pb2 as pb

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
    # The user, or the holder of the key; None for forms and services.
    person_id: UUID | None = None
    permissions: Mapping[str, Grant] = field(default_factory=dict)
    # The person's own team first.
    team_ids: tuple[UUID, ...] = ()
    team_ids_below: tuple[UUID, ...] = ()
    # When the person last proved who they are, in seconds since 1970.
    sign_in_time: int = 0
    on_behalf: str = ""
    cause: str = ""
    sandbox: bool = False
    # Who really looks, where somebody sees with this person's eyes; such a principal changes nothing.
    viewer_id: UUID | None = None

    def __post_init__(self) -> None:
        if len(self.team_ids) + len(self.team_ids_below) > MOST_TEAMS:
            raise DomainError(
                Kind.PRECONDITION,
                "TOO_MANY_TEAMS",
                f"A permission that reaches more than {MOST_TEAMS} teams must reach the company; change the role or its limits.",
                metadata={"most": str(MOST_TEAMS)},
            )

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
        """As audit and events name it: "user:<id>", "key:<id>", "service:pipeline". It is who really looks, not whose eyes are used."""
        return f"{self.kind}:{self.viewer_id or self.id}"

    @property
    def responsible_id(self) -> UUID | None:
        """The person who really does it."""
        return self.viewer_id or self.person_id

    @property
    def is_service(self) -> bool:
        return self.kind == "service"

    @property
    def service_name(self) -> str:
        return self.id if self.is_service else ""

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def is_one_of(self, *people: UUID | None) -> bool:
        """Whether it is one of these people in person: what only they read in the clear is masked for who uses their eyes."""
        return self.viewer_id is None and self.person_id is not None and self.person_id in people

    def demand_own_eyes(self) -> None:
        """Raises DomainError for who sees with another person's eyes: they change nothing and take nothing out of the house."""
        if self.viewer_id is not None:
            raise forbidden("VIEWING_AS_ANOTHER", "You look at this with another person's eyes: nothing can be changed until you end that.")

    def signed_in_within(self, age: timedelta, now: datetime) -> bool:
        """Whether the person proved who they are that recently (real time): what posting money and changing settings demand."""
        return now.timestamp() - self.sign_in_time <= age.total_seconds()

    def scope_for(self, permission: str) -> Scope:
        """The rows this permission reaches. Raises PERMISSION_DENIED when it was not granted."""
        grant = self.permissions.get(permission)
        if grant is None:
            raise forbidden(
                "PERMISSION_DENIED", f"You lack the permission {permission}; an administrator can grant it.", permission=permission
            )
        match grant.reach:
            case Reach.TEAM:
                teams = self.team_ids
            case Reach.TEAM_AND_BELOW:
                teams = (*self.team_ids, *self.team_ids_below)
            case _:
                teams = ()
        return Scope(self.tenant_id, grant.reach, self.person_id, teams, grant.limits)

    def to_message(self) -> pb.Principal:
        together: dict[Grant, list[str]] = {}
        for permission, grant in self.permissions.items():
            together.setdefault(grant, []).append(permission)
        return pb.Principal(
            kind=pb.Principal.Kind.Value(f"KIND_{self.kind.upper()}"),
            id=self.id,
            tenant_id=self.tenant_id.bytes,
            person_id=self.person_id.bytes if self.person_id else b"",
            grants=[_grant_message(grant, permissions) for grant, permissions in together.items()],
            team_ids=[team.bytes for team in self.team_ids],
            team_ids_below=[team.bytes for team in self.team_ids_below],
            sign_in_time=self.sign_in_time,
            on_behalf=self.on_behalf,
            cause=self.cause,
            sandbox=self.sandbox,
            viewer_id=self.viewer_id.bytes if self.viewer_id else b"",
        )

    @classmethod
    def from_message(cls, message: pb.Principal) -> Self:
        """Raises ValueError for a message that is no principal."""
        return cls(
            kind=pb.Principal.Kind.Name(message.kind).removeprefix("KIND_").lower(),
            id=message.id,
            tenant_id=UUID(bytes=message.tenant_id),
            person_id=UUID(bytes=message.person_id) if message.person_id else None,
            permissions={name: grant for each in message.grants for grant in (_grant(each),) for name in each.permissions},
            team_ids=tuple(UUID(bytes=team) for team in message.team_ids),
            team_ids_below=tuple(UUID(bytes=team) for team in message.team_ids_below),
            sign_in_time=message.sign_in_time,
            on_behalf=message.on_behalf,
            cause=message.cause,
            sandbox=message.sandbox,
            viewer_id=UUID(bytes=message.viewer_id) if message.viewer_id else None,
        )


def _grant_message(grant: Grant, permissions: list[str]) -> pb.Principal.Grant:
    return pb.Principal.Grant(
        permissions=permissions,
        reach=grant.reach.value,
        legal_entity_ids=[entity.bytes for entity in grant.limits.legal_entity_ids],
        business_units=grant.limits.business_units,
        product_lines=grant.limits.product_lines,
        regions=grant.limits.regions,
    )


def _grant(message: pb.Principal.Grant) -> Grant:
    entities = tuple(UUID(bytes=entity) for entity in message.legal_entity_ids)
    limits = Limits(entities, tuple(message.business_units), tuple(message.product_lines), tuple(message.regions))
    return Grant(Reach(message.reach), limits)
