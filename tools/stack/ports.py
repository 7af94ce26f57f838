"""Ports of this machine."""

import random
import socket
from collections.abc import Container
from typing import Any

import psutil

HOST = "127.0.0.1"
LENT_TO_NOBODY = range(10_000, 32_000)


def is_free(port: int, host: str = HOST) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """Some free port, below those that the system lends to outgoing connections, one of which could take it meanwhile."""
    return next(port for port in iter(lambda: random.choice(LENT_TO_NOBODY), None) if is_free(port))


def free_from(start: int, but: Container[int] = ()) -> int:
    """The first free port at or above `start`, so that an installation usually gets the same ones."""
    return next(port for port in range(start, 65536) if port not in but and is_free(port))


def listens(pid: int | None, port: int) -> bool:
    """Whether it is this process that listens on the port, and not one that was quicker."""
    try:
        return pid is not None and any(_is_listener(link, port) for link in psutil.Process(pid).net_connections("tcp"))
    except psutil.Error:
        return False


def holder(port: int) -> str:
    """Who listens on a port, for a message."""
    try:
        owner = next((link.pid for link in psutil.net_connections("tcp") if _is_listener(link, port)), None)
        return f"{psutil.Process(owner).name()} (pid {owner})" if owner else "another program"
    except psutil.Error:
        return "another program"


def _is_listener(link: Any, port: int) -> bool:
    return bool(link.status == psutil.CONN_LISTEN and link.laddr.port == port)
