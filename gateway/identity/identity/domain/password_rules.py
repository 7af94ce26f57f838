"""Which passwords are taken: long ones (NIST SP 800-63B asks for nothing else), not made of what is known about their owner."""

from chassis.errors import invalid

SHORTEST = 12
_FEWEST_DISTINCT = 5


def check(password: str, *, field: str, email: str, name: str = "") -> None:
    """Raises DomainError naming `field` for a password that is short, monotonous, or made of its owner's address or name."""
    if len(password) < SHORTEST:
        raise invalid(field, f"A password has at least {SHORTEST} characters.", "PASSWORD_TOO_SHORT", shortest=str(SHORTEST))
    if len(set(password)) < _FEWEST_DISTINCT:
        raise invalid(field, f"A password has at least {_FEWEST_DISTINCT} different characters.", "PASSWORD_TOO_SIMPLE")
    folded = password.casefold()
    for known in (email.casefold(), email.casefold().partition("@")[0], name.casefold()):
        if known and known in folded and len(folded) - len(known) < SHORTEST // 2:
            raise invalid(field, "A password is not made of one's name or mail address.", "PASSWORD_GUESSABLE")
