"""`make up` on an untidy machine: each trouble gets a clear message, and the next run mends it."""

import errno
import json
import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.integration.stack.conftest import Install
from tools.stack.account import ELSEWHERE
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.members import Member
from tools.stack.ports import any_free
from tools.stack.trouble import Trouble, explained

Command = Callable[..., "subprocess.Popen[str]"]


def pids(installation: Installation) -> dict[str, int | None]:
    return {state.name: state.pid for state in installation.states()}


def test_everything_runs_after_up_and_nothing_after_down(install: Install) -> None:
    installation = install()
    installation.start()
    assert all(pids(installation).values())
    installation.stop()
    assert not any(pids(installation).values())


def test_a_second_up_leaves_alone_what_runs(install: Install) -> None:
    install().start()
    before = pids(install())
    install().start()
    assert pids(install()) == before


def test_up_restarts_a_member_whose_settings_changed_and_no_other(install: Install, folder: DataFolder) -> None:
    install().start()
    before = pids(install())
    install(http_port=any_free()).start()
    after = pids(install())
    assert {name for name in before if before[name] != after[name]} == {"gateway"}


@pytest.mark.parametrize("victim", ["postgres", "nats", "accounts", "gateway"])
def test_up_brings_back_what_was_killed_and_leaves_the_rest(install: Install, victim: str) -> None:
    install().start()
    before = pids(install())
    killed = psutil.Process(before[victim])
    killed.kill()
    killed.wait(10)
    assert pids(install())[victim] is None
    install().start()
    after = pids(install())
    assert {name for name in before if before[name] != after[name]} == {victim}


def test_data_survives_down_and_up(install: Install) -> None:
    first = install()
    first.start()
    first.postgres.databases.sql("CREATE TABLE kept AS SELECT 1 AS one", database="accounts")
    first.stop()
    second = install()
    second.start()
    assert second.postgres.databases.sql("SELECT one FROM kept", database="accounts").strip() == "1"


def test_a_database_that_was_replaced_is_migrated_anew(install: Install) -> None:
    install().start()
    install().processes["accounts"].kill()
    databases = install().postgres.databases
    databases.drop("accounts")
    install().start()
    assert databases.sql("SELECT count(*) FROM tiny", database="accounts").strip() == "0"


def test_a_taken_http_port_is_named_with_its_holder_and_a_way_out(install: Install) -> None:
    with socket.create_server(("127.0.0.1", 0)) as squatter:
        port = squatter.getsockname()[1]
        with pytest.raises(Trouble, match=rf"port {port} is used by .*pid {os.getpid()}.*PORT={port + 1}"):
            install(http_port=port).start()
    install(http_port=port).start()
    assert all(pids(install()).values())


def test_a_taken_inner_port_is_replaced_by_another(install: Install) -> None:
    install().start()
    install().stop()
    taken = install().ports["postgres"]
    with socket.create_server(("127.0.0.1", taken)):
        install().start()
        assert install().ports["postgres"] != taken
    assert all(pids(install()).values())


def test_a_pid_that_belongs_to_another_program_by_now_is_never_touched(install: Install, folder: DataFolder) -> None:
    install().start()
    install().stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        for name in ("postgres", "nats", "accounts"):
            (folder.run / f"{name}.pid").write_text(json.dumps({"pid": stranger.pid, "command": ["/gone"], "version": "1"}))
        (folder.postgres / "cluster" / "postmaster.pid").write_text(f"{stranger.pid}\n{folder.postgres}/cluster\n")
        install().stop()
        assert stranger.poll() is None
        install().start()
        assert all(pids(install()).values())
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}'])
def test_a_damaged_pid_file_counts_as_none(install: Install, folder: DataFolder, content: str) -> None:
    folder.prepare(room=0)
    (folder.run / "accounts.pid").write_text(content)
    assert install().processes["accounts"].pid is None


def test_a_server_whose_pid_file_was_lost_is_stopped_and_started_anew(install: Install, folder: DataFolder) -> None:
    install().start()
    lost = pids(install())["postgres"]
    assert lost is not None
    (folder.run / "postgres.pid").unlink()
    install().start()
    assert not psutil.pid_exists(lost) or psutil.Process(lost).status() == psutil.STATUS_ZOMBIE
    assert all(pids(install()).values())


def test_a_half_made_folder_is_finished_by_the_next_up(install: Install, folder: DataFolder) -> None:
    """What an interruption can leave at worst: a part of a cluster, a private key without its public one, temporary files."""
    install().start()
    install().stop()
    shutil.rmtree(folder.postgres / "cluster")
    (folder.postgres / "cluster.new-1").mkdir()
    (folder.postgres / "cluster.new-1" / "PG_VERSION").write_text("18\n")
    (folder.trusted / "accounts.pem").unlink()
    (folder.secrets / ".master.key.new").write_text("half")
    (folder.secrets / "master.key").unlink()
    install().start()
    assert all(pids(install()).values())
    assert (folder.trusted / "accounts.pem").exists()
    assert sorted(path.name for path in folder.postgres.iterdir()) == ["cluster", "passwords.json"]


@pytest.mark.parametrize("after", [0.2, 0.6, 1.0])
def test_a_first_run_that_is_killed_is_continued(install: Install, command: Command, folder: DataFolder, after: float) -> None:
    port = any_free()
    first = command("up", "--port", str(port))
    try:
        first.wait(timeout=after)
    except subprocess.TimeoutExpired:
        first.kill()
    second = command("up", "--port", str(port))
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 0, said
    assert f"http://127.0.0.1:{port}" in said
    assert "admin@example.com" in said
    assert all(pids(install()).values())


def test_secrets_can_be_read_by_their_owner_alone(install: Install, folder: DataFolder) -> None:
    install().start()
    files = [file for file in folder.secrets.rglob("*") if file.is_file()]
    files += [folder.postgres / "passwords.json", folder.nats / "passwords.json", folder.nats / "nats.conf"]
    assert len(files) > 6
    assert [file.name for file in files if stat.S_IMODE(file.stat().st_mode) != 0o600] == []
    assert stat.S_IMODE(folder.secrets.stat().st_mode) == 0o700


def test_too_little_room_is_said_before_anything_is_made(folder: DataFolder) -> None:
    with pytest.raises(Trouble, match=r"has \d+ MiB left and 953674316 MiB are needed"):
        folder.prepare(room=10**15)
    assert not folder.exists


def test_a_write_that_finds_the_disk_full_says_so() -> None:
    with pytest.raises(Trouble, match="the disk is full: writing the keys failed"), explained("writing the keys"):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def small_disk(folder: DataFolder) -> Iterator[Path]:
    """A disk of 24 MiB that holds the data folder and nothing else."""
    disk = folder.path.parent
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_disk_that_fills_up_is_named_and_the_next_up_goes_on_when_there_is_room(
    small_disk: Path, install: Install, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.stack.folder.ROOM_FOR_A_NEW_ONE", 0)
    monkeypatch.setattr("tools.stack.folder.ROOM_TO_GO_ON", 0)
    with pytest.raises(Trouble, match=r"No space left on device|the disk is full"):
        install().start()
    subprocess.run(["mount", "-o", "remount,size=700m", small_disk], check=True)
    install().start()
    assert all(pids(install()).values())
    install().stop()


def test_a_member_that_cannot_start_is_shown_with_the_end_of_its_log(install: Install) -> None:
    with pytest.raises(Trouble, match="the tiny member was told to break"):
        install(tiny="broken").start()
    install().start()
    assert all(pids(install()).values())


def test_a_member_that_does_not_end_is_killed_at_last(install: Install) -> None:
    install(tiny="deaf").start()
    process = install().processes["accounts"]
    assert process.stop(patience=0.5) is False
    assert not process.running


def test_a_second_command_at_the_same_time_is_turned_away(folder: DataFolder, command: Command) -> None:
    with folder.alone():
        second = command("up")
        said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "another command is at work" in said


def test_a_folder_with_something_else_in_it_is_neither_used_nor_deleted(install: Install, folder: DataFolder, command: Command) -> None:
    folder.path.mkdir()
    thesis = folder.path / "thesis.tex"
    thesis.write_text("ten years of work")
    with pytest.raises(Trouble, match="holds something that is not an installation"):
        install().start()
    reset = command("reset", "--yes")
    said, _ = reset.communicate(timeout=30)
    assert reset.returncode == 1
    assert "left alone" in said
    assert thesis.exists()
    thesis.unlink()


def test_reset_asks_and_without_an_answer_deletes_nothing(install: Install, folder: DataFolder, command: Command) -> None:
    folder.prepare(room=0)
    asked = command("reset")
    said, _ = asked.communicate(timeout=30)
    assert asked.returncode == 1
    assert "YES=1" in said
    assert folder.exists


def test_reset_stops_and_deletes_everything(install: Install, folder: DataFolder, command: Command) -> None:
    install().start()
    running = [pid for pid in pids(install()).values() if pid]
    reset = command("reset", "--yes")
    said, _ = reset.communicate(timeout=60)
    assert reset.returncode == 0, said
    assert not folder.path.exists()
    assert not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in running)


def test_status_tells_whether_all_run(install: Install, command: Command) -> None:
    install().start()
    whole = command("status")
    said, _ = whole.communicate(timeout=30)
    assert whole.returncode == 0
    assert "4 of 4 run" in said
    install().processes["accounts"].kill()
    partial = command("status")
    said, _ = partial.communicate(timeout=30)
    assert partial.returncode == 1
    assert "accounts" in said
    assert "stopped" in said
    assert "3 of 4 run" in said


def test_logs_show_the_last_lines_of_every_process(install: Install, command: Command) -> None:
    install().start()
    said, _ = command("logs").communicate(timeout=30)
    assert "database system is ready to accept connections" in said
    assert any(line.startswith("nats ") for line in said.splitlines())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers as somebody else")
def test_root_may_keep_its_data_in_a_closed_home(install: Install, folder: DataFolder) -> None:
    folder.path.parent.chmod(0o700)
    install().start()
    assert all(pids(install()).values())
    place = folder.postgres.resolve()
    assert place.parent == ELSEWHERE
    server = pids(install())["postgres"]
    assert psutil.Process(server).username() == "nobody"
    before = pids(install())
    install().start()
    assert pids(install()) == before
    install().stop()
    folder.delete()
    assert not place.exists()


def test_servers_that_run_elsewhere_are_used_when_they_are_named(install: Install, tmp_path: Path) -> None:
    """One installation lends its servers to another."""
    lender = install()
    lender.start()
    with_addresses = Installation(
        DataFolder(tmp_path / "borrower"),
        http_port=any_free(),
        members=(Member("pipeline", "tests.support.tiny_member", "pipeline", ("tests/support/tiny_member.py",)),),
        extra_settings={"PYTHONPATH": str(Path.cwd())},
        postgres_url=lender.postgres.administrator_url,
        nats_url=lender.nats.url(),
    )
    with_addresses.start()
    assert set(pids(with_addresses)) == {"pipeline"}
    assert lender.postgres.databases.sql("SELECT count(*) FROM tiny", database="pipeline").strip() == "0"
    with_addresses.stop()
