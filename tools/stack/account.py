"""Whom servers run as. PostgreSQL refuses to run as root, and NATS need not: root hands both to an account that may do nothing else.

That account cannot enter a closed home, so programs or data that lie in one are kept where it can reach them.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED = "nobody"
CACHE = Path("/var/cache/daozhang")
ELSEWHERE = Path("/var/lib/daozhang")


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account that servers are started as; None where they run as whoever starts them."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(UNPRIVILEGED)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def reaches(account: Account | None, path: Path) -> bool:
    """Whether the account may pass through every folder down to this path."""
    if account is None:
        return True
    return all(_may_enter(account, folder) for folder in path.resolve().parents if folder.exists())


def _may_enter(account: Account, folder: Path) -> bool:
    facts = folder.stat()
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == account.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def readable_copy(account: Account | None, trees: list[Path], label: str) -> list[Path]:
    """The same files and folders where the account can read them: themselves if it can, else copies, made once per label.

    The trees keep their places relative to each other's parent folder, because programs find their libraries that way.
    """
    if all(reaches(account, tree) for tree in trees):
        return trees
    key = hashlib.sha256(str(trees[0]).encode()).hexdigest()[:8]
    target = (CACHE if os.access(CACHE.parent, os.W_OK) else Path(tempfile.gettempdir()) / "daozhang") / f"{label}-{key}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{label}-"))
        for tree in trees:
            copy = shutil.copytree if tree.is_dir() else shutil.copy2
            copy(tree, fresh / tree.name)
        fresh.chmod(0o755)
        if target.exists():
            shutil.rmtree(fresh)
        else:
            fresh.rename(target)
    return [target / tree.name for tree in trees]


def give(account: Account | None, path: Path) -> None:
    """Makes the account the owner of a file or folder."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def home_for(account: Account | None, folder: Path) -> Path:
    """The folder itself where the account can reach it; else a link is put there, to a folder that it can reach.

    The folder belongs to us; what lies in it may be given to the account.
    """
    if not folder.is_symlink() and reaches(account, folder):
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    if not folder.is_symlink():
        target = ELSEWHERE / hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12]
        target.mkdir(parents=True, exist_ok=True)
        target.chmod(0o711)
        if folder.exists():
            folder.rmdir()
        folder.symlink_to(target)
    folder.resolve().mkdir(parents=True, exist_ok=True)
    return folder.resolve()
