"""What can go wrong on a machine, as a sentence that says what to do about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Trouble(Exception):
    """Something that only the person at the keyboard can set right. Its text is all that is shown."""


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turns the failures of a file system into trouble; `what` names the thing that was being done ("writing the keys")."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Trouble(f"the disk is full: {what} failed. Make room, then run the same again") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(f"{what} failed: {error.strerror} ({error.filename}). Was the folder made by another user?") from error
        raise


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented, for the message about the process that wrote it."""
    if not log.exists():
        return "    (it wrote nothing)"
    with log.open("rb") as handle:
        handle.seek(max(0, log.stat().st_size - 64 * 1024))
        lines = handle.read().decode(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines) or "    (it wrote nothing)"
