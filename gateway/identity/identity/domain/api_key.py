"""Lets a program act for a person."""

from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid
from identity.domain import grants, rights
from identity.domain.rights import Rights


@dataclass(eq=False, kw_only=True)
class ApiKey(Aggregate):
    """Owned by the person for whom it acts. Only a hash of its secret is kept."""

    name: str
    owner_id: UUID
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)
    created_by_id: UUID
    secret_hash: bytes
    hint: str
    # Empty: everything that the person may.
    grants: list[dict[str, Any]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    expire_time: datetime | None = None
    last_use_time: datetime | None = None
    revoke_time: datetime | None = None

    @property
    def person_id(self) -> UUID:
        return self.owner_id

    def revoke(self, at: datetime) -> None:
        """Ends it for good; revoking twice changes nothing."""
        self.revoke_time = self.revoke_time or at


def rights_of_key(of_person: Rights, given: list[dict[str, Any]], *, made_by_another: bool) -> Rights:
    """What a key may do at this moment: never more than its person, and no money unless that person made it."""
    within = without_foreign_money(of_person, made_by_another=made_by_another)
    return rights.cut(within, grants.rights_of(given)) if given else within


def without_foreign_money(of_person: Rights, *, made_by_another: bool) -> Rights:
    """Who administers keys must not come to post money through somebody else's."""
    return rights.without_money(of_person) if made_by_another else of_person


def checked_grants(entries: list[dict[str, Any]], within: Rights) -> list[dict[str, Any]]:
    """The grants of a new key. Raises DomainError naming one that goes beyond what its person may."""
    checked = grants.checked(entries, "api_key.grants")
    allowed = grants.rights_of(checked)
    for index, entry in enumerate(entries):
        permission = entry["permission"]
        if not rights.covers(within, permission, allowed[permission]):
            raise invalid(
                f"api_key.grants.{index}",
                f"The key would do more with {permission} than the person it acts for may, or than may be given away.",
                "GRANT_TOO_WIDE",
                permission=permission,
            )
    return checked


def checked_addresses(addresses: list[str]) -> list[str]:
    """Addresses and networks in their one spelling. Raises DomainError for what is neither."""
    return [str(_network(text, f"api_key.addresses.{index}")) for index, text in enumerate(addresses)]


def may_come_from(address: str, addresses: list[str]) -> bool:
    """Whether a key that is bound to these addresses may be used from this one; what is no address is none of them."""
    if not addresses:
        return True
    try:
        source = ip_address(address)
    except ValueError:
        return False
    if isinstance(source, IPv6Address) and source.ipv4_mapped is not None:
        source = source.ipv4_mapped
    return any(source in ip_network(text) for text in addresses)


def _network(text: str, field: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise invalid(field, 'This is no address; they look like "203.0.113.7" or "203.0.113.0/24".', "ADDRESS_INVALID") from None
