"""How many wrong passwords are borne, and how long one waits then. Counted per account, whoever asks and from wherever."""

from datetime import timedelta

# Typing errors that cost nothing.
FREE = 5
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
# After so long without a failure counting begins anew.
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(failures: int) -> timedelta:
    """How long an account is shut after so many failures in a row: 30 s after the fifth, doubled with each, 15 min at most."""
    if failures < FREE:
        return timedelta(0)
    doublings: int = min(failures - FREE, 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)
