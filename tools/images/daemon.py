"""A Docker daemon to build and run with: the one that answers, or one of our own where none does and this may start it.

Ours is a plain process with a data root, a socket and a pid file of its own, so that it disturbs no other, and is stopped by its own
pid. Its data stay, for what was built once is not built again.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.stack.process import Process
from tools.stack.trouble import Trouble, last_lines

# What Docker, its networks and our base image take, as Debian calls it.
PACKAGES = ("docker.io", "iptables", "mmdebstrap")
PROGRAMS = ("docker", "dockerd", "iptables")
HOME = Path("/var/lib/daozhang/docker")
SOCKET = "unix:///run/daozhang-docker.sock"
STARTS_WITHIN = 60.0


class NoDocker(Exception):
    """Why there is none on this machine, and what would bring it."""


@contextmanager
def docker_daemon() -> Iterator[None]:
    """While it lasts, `docker` in this process and in its children reaches a daemon. Raises NoDocker."""
    if answers():
        yield
        return
    told = os.environ.get("DOCKER_HOST")
    os.environ["DOCKER_HOST"] = SOCKET
    process = None
    try:
        if not answers():  # that of another command here
            process = _start()
        yield
    finally:
        if process is not None:
            process.stop(patience=60)
        if told is None:
            del os.environ["DOCKER_HOST"]
        else:
            os.environ["DOCKER_HOST"] = told


def answers() -> bool:
    return bool(shutil.which("docker")) and docker("info", "--format", "{{.ID}}").returncode == 0


def docker(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What Docker says, whether it succeeds or not."""
    return subprocess.run(["docker", *map(str, arguments)], capture_output=True, text=True, check=False)


def must(*arguments: str | Path) -> str:
    """What Docker prints. Raises NoDocker with what it complains of."""
    done = docker(*arguments)
    if done.returncode:
        raise NoDocker(f"docker {' '.join(map(str, arguments[:3]))} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _start() -> Process:
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NoDocker("no Docker daemon answers, and only root on Linux may start one; start yours, or name it: DOCKER_HOST=...")
    _install()
    process = Process("dockerd", run=HOME, logs=HOME)
    command = ["dockerd", f"--data-root={HOME}/data", f"--exec-root={HOME}/run", f"--pidfile={HOME}/docker.pid", f"--host={SOCKET}"]
    # The bridge that all daemons call alike is left alone: what runs here has networks of its own.
    command.append("--bridge=none")
    try:
        process.start(command, environment=os.environ)
        end = time.monotonic() + STARTS_WITHIN
        while not answers():
            if not process.running or time.monotonic() > end:
                process.stop()
                raise NoDocker(f"the Docker daemon does not start here:\n{last_lines(process.log)}")
            time.sleep(0.2)
    except Trouble as trouble:
        raise NoDocker(str(trouble)) from trouble
    return process


def _install() -> None:
    """What is missing, where apt may bring it."""
    if all(map(shutil.which, (*PROGRAMS, "mmdebstrap"))):
        return
    apt = shutil.which("apt-get")
    if not apt:
        raise NoDocker(f"this machine has no {', '.join(PROGRAMS)} and no apt-get to bring them")
    print(f"images: installing {', '.join(PACKAGES)}", file=sys.stderr, flush=True)
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-qq", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoDocker(f"{' '.join(PACKAGES)} cannot be installed: {done.stderr.strip()}")
