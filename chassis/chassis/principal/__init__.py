"""Who acts, and how far; and how a principal travels from member to member without being forged."""

from chassis.principal.acting import MOST_TEAMS, Grant, Principal
from chassis.principal.signing import GATEWAY, VALID, Signer, Verifier

__all__ = ["GATEWAY", "MOST_TEAMS", "VALID", "Grant", "Principal", "Signer", "Verifier"]
