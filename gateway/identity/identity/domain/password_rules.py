"""Which passwords are taken: long ones (NIST SP 800-63B asks for no other form) that are not among the first to be guessed."""

from collections.abc import Iterable

from chassis.errors import invalid

SHORTEST = 12
# What the estimator looks at; whatever follows makes a password no easier to guess.
_LOOKED_AT = 72
# Of 0 to 4: more than 10^8 guesses. Attempts at sign-in are slowed down, and hashes are slow.
_LEAST_SCORE = 3
_PRODUCT = {"daozhang", "到账"}


def check(password: str, *, field: str, known: Iterable[str]) -> None:
    """Raises DomainError naming `field` for a password that is short, or that lists of leaked passwords, words, rows of keys, dates and
    what is `known` of its owner (names, addresses, the company) give away within 10^8 guesses, by zxcvbn's estimate (Wheeler 2016)."""
    if len(password) < SHORTEST:
        raise invalid(field, f"A password has at least {SHORTEST} characters.", "PASSWORD_TOO_SHORT", shortest=str(SHORTEST))
    # 15 MiB of words, for who chooses a password: most members never do.
    from zxcvbn import zxcvbn

    words = {part.casefold() for each in known for part in (each, each.partition("@")[0]) if part} | _PRODUCT
    if zxcvbn(password[:_LOOKED_AT], user_inputs=sorted(words))["score"] >= _LEAST_SCORE:
        return
    if any(word in password.casefold() for word in words):
        raise invalid(field, "A password is not made of names and addresses that others know.", "PASSWORD_GUESSABLE")
    raise invalid(
        field, "This password is among the first to be guessed; several words that do not belong together are not.", "PASSWORD_TOO_SIMPLE"
    )
