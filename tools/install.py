"""`make install`: the virtual environment of this clone, with every version of requirements.lock and our packages in place.

Runs on a bare Python >= 3.11, so it imports nothing but the standard library. pip fetches uv, uv does the rest. Where packages come
from is the machine's own affair: uv reads its own settings, and what pip was told of an index or a certificate is handed on to it.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
STAMP = VENV / "daozhang-installed"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)

PACKAGES = ("proto", "chassis", "gateway", "services/*")


class InstallError(Exception):
    """What keeps the installation from being made, in a sentence for the person at the keyboard."""


def main() -> int:
    """Brings the environment up to date; does nothing, at once, when it is."""
    try:
        with only_one_at_a_time():
            install()
    except InstallError as error:
        print(f"install: {error}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Lets a second `make` in the same clone wait for the first."""
    with (ROOT / ".install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install() -> None:
    if sys.version_info < OLDEST:
        raise InstallError(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}; name one: make PYTHON=python3.12"
        )
    wanted = fingerprint()
    if not usable():
        create()
    elif STAMP.exists() and STAMP.read_text() == wanted:
        generate()
        return
    STAMP.unlink(missing_ok=True)
    say("installing what requirements.lock names")
    uv("pip", "sync", "--require-hashes", str(LOCK))
    generate()
    folders = package_folders()
    say(f"installing our {len(folders)} packages from their folders")
    editable = [argument for folder in folders for argument in ("--editable", str(folder))]
    uv("pip", "install", "--no-deps", "--no-build-isolation", *editable)
    STAMP.write_text(wanted)


def fingerprint() -> str:
    """Changes when anything that decides what is installed does."""
    files = [LOCK, *(folder / "pyproject.toml" for folder in package_folders())]
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def package_folders() -> list[Path]:
    found = {path.parent for pattern in PACKAGES for path in ROOT.glob(f"{pattern}/pyproject.toml")}
    return sorted(found)


def usable() -> bool:
    """Whether the environment can run at all: a moved clone, a removed Python or an interrupted first run leave one that cannot."""
    if not (PYTHON.exists() and UV.exists()):
        return False
    probes = ([str(PYTHON), "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"], [str(UV), "--version"])
    return all(subprocess.run(probe, capture_output=True, check=False).returncode == 0 for probe in probes)


def create() -> None:
    say(f"making {VENV.relative_to(ROOT)} with Python {sys.version.split()[0]}")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        raise InstallError(
            f"no virtual environment could be made (on Debian the package python3-venv is needed):\n{made.stdout}{made.stderr}"
        )
    with tempfile.TemporaryDirectory() as folder:
        pin = Path(folder) / "uv.txt"
        pin.write_text(locked("uv"))
        fetch = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(pin)]
        if subprocess.run(fetch, check=False).returncode:
            raise InstallError("pip could not fetch uv; its message is above")


def locked(name: str) -> str:
    """The lines of the lock for one package."""
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        raise InstallError(f"{LOCK.name} has no {name}; `make lock` writes it anew")
    return found.group()


def uv(*arguments: str) -> None:
    command = [str(UV), *arguments, "--python", str(PYTHON)]
    if not sys.stderr.isatty():
        command.append("--quiet")
    if subprocess.run(command, cwd=ROOT, env=uv_environment(), check=False).returncode:
        raise InstallError("uv could not finish; its message is above. Running the same again continues where it stopped")


def uv_environment() -> dict[str, str]:
    """This process's environment, with what pip was told of index and certificate where uv was told nothing itself."""
    environment = dict(os.environ)
    told = pip_settings()
    if "UV_DEFAULT_INDEX" not in environment and "UV_INDEX_URL" not in environment and told.get("index-url"):
        environment["UV_DEFAULT_INDEX"] = told["index-url"]
    if "SSL_CERT_FILE" not in environment and told.get("cert"):
        environment["SSL_CERT_FILE"] = told["cert"]
    return environment


def pip_settings() -> dict[str, str]:
    """pip's settings by their bare names, from its files and its environment variables, which win."""
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    pairs = [line.partition("=") for line in listed.splitlines() if "=" in line]
    pairs.sort(key=lambda pair: pair[0].startswith(":env:"))
    return {name.rpartition(".")[2]: value.strip("'\"") for name, _, value in pairs}


def generate() -> None:
    if subprocess.run([str(PYTHON), "-m", "tools.proto"], cwd=ROOT, check=False).returncode:
        raise InstallError("the code could not be generated from proto/; the message is above")


def say(what: str) -> None:
    print(f"install: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
