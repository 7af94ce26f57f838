"""What identity reads out of a principal, and how it refuses who has none."""

from uuid import UUID

from chassis.errors import DomainError, Kind, forbidden
from chassis.principal import Principal

_SESSION = "session:"


def cause_of(session_id: UUID) -> str:
    """How a principal says by which session it came."""
    return f"{_SESSION}{session_id}"


def session_of(principal: Principal) -> UUID | None:
    """The session of this very request; None for API keys."""
    return UUID(principal.cause.removeprefix(_SESSION)) if principal.cause.startswith(_SESSION) else None


def demand_session(principal: Principal) -> UUID:
    """Raises DomainError for an API key: a program must not make itself more keys, or change its person's password."""
    session_id = session_of(principal)
    if session_id is None:
        raise forbidden("SESSION_NEEDED", "A person does this, signed in with a password; an API key cannot.")
    return session_id


def unauthenticated(reason: str, detail: str) -> DomainError:
    return DomainError(Kind.UNAUTHENTICATED, reason, detail)


def user_disabled() -> DomainError:
    return unauthenticated("USER_DISABLED", "This user is disabled; an administrator can let them in again.")
