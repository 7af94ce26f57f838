"""A whole installation of real processes, for tests that kill parts of it."""

import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import temporary_folder
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.members import MEMBERS, Member
from tools.stack.ports import any_free
from tools.stack.process import Process
from tools.stack.progress import Progress


def no_settings(_: DataFolder) -> Mapping[str, str]:
    return {}


@contextmanager
def running_installation(
    members: Sequence[Member] = MEMBERS,
    *,
    settings: Callable[[DataFolder], Mapping[str, str]] = no_settings,
    logs: Path | None = None,
    tls: bool = False,
) -> Iterator[Installation]:
    """Starts everything in a temporary folder, kills it in the end, and keeps the logs in `logs` when that is given.

    `settings` are told to every member over those that it would have. `kill`, `stop` and `start` of `installation.postgres`,
    `installation.nats` and `installation.processes[name]` act on its parts; `installation.start()` brings back what is missing. Calls go
    to `installation.url`.

    It talks in the clear unless `tls` says otherwise: chaos tests read along between members and NATS to strike at the right moment, put
    members of a former release beside those of today, and start members on other ports. tests/integration/stack has it as `make up` does.
    """
    with temporary_folder() as folder:
        data = DataFolder(folder / "data")
        data.prepare()
        installation = Installation(
            data,
            http_port=any_free(),
            first_inner_port=any_free(),
            members=members,
            durable=False,
            progress=Progress(io.StringIO()),
            extra_settings=settings(data),
            tls=tls,
        )
        try:
            installation.start()
            yield installation
        finally:
            if logs is not None:
                shutil.copytree(installation.folder.logs, logs, dirs_exist_ok=True)
            kill_and_delete(installation.folder)


def kill_and_delete(folder: DataFolder) -> None:
    """Ends every process that has a pid file in the folder, whoever started it, and deletes the folder."""
    for pid_file in folder.run.glob("*.pid"):
        Process(pid_file.stem, run=folder.run, logs=folder.logs).kill()
    folder.delete()
