"""Processor time: what a run costs, whatever else the machine does meanwhile."""

import time
from pathlib import Path

from tests.support.servers import Servers

_PROC = Path("/proc")


class Meter:
    """The processor time of this process, in which all members live, of both servers, and of what else takes part."""

    def __init__(self, servers: Servers, *others: int) -> None:
        self._roots = [pid for pid in (servers.postgres.process.pid, servers.nats.process.pid, *others) if pid is not None]

    def servers(self) -> float:
        """Seconds of the servers so far."""
        return sum(_seconds(pid) for root in self._roots for pid in (root, *_children(root)))

    @staticmethod
    def own() -> float:
        return time.process_time()


def _children(pid: int) -> list[int]:
    return [int(child) for child in (_PROC / f"{pid}/task/{pid}/children").read_text().split()]


def _seconds(pid: int) -> float:
    """Of all threads of a process, to the nanosecond; those of one that has just ended are lost."""
    total = 0
    for thread in (_PROC / f"{pid}/task").glob("*/schedstat"):
        try:
            total += int(thread.read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1e9
