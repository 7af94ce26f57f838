"""Ports of this machine."""

import socket
from collections.abc import Container

import psutil

HOST = "127.0.0.1"


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
    """Some free port; the system hands them out in turn, so two callers hardly get the same."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def free_from(start: int, but: Container[int] = ()) -> int:
    """The first free port at or above `start`, so that an installation usually gets the same ones."""
    return next(port for port in range(start, 65536) if port not in but and is_free(port))


def listens(pid: int | None, port: int) -> bool:
    """Whether it is this process that listens on the port, and not one that was quicker."""
    try:
        return pid is not None and any(
            link.laddr.port == port and link.status == psutil.CONN_LISTEN for link in psutil.Process(pid).net_connections("tcp")
        )
    except psutil.Error:
        return False


def holder(port: int) -> str:
    """Who listens on a port, for a message."""
    try:
        owner = next(
            (link.pid for link in psutil.net_connections("tcp") if link.laddr.port == port and link.status == psutil.CONN_LISTEN),
            None,
        )
        return f"{psutil.Process(owner).name()} (pid {owner})" if owner else "another program"
    except psutil.Error:
        return "another program"
