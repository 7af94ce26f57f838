"""`make images`: one container image per member, from the wheels, without a network; what they have in common is one layer.

BASE names another Python to build on. Where it is not given, the base is made of Debian's packages as this machine gets them: a Python and
nothing else, the same bytes from the same packages.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import wheels
from tools.images.daemon import NoDocker, docker, docker_daemon, must
from tools.stack.members import DOOR, MEMBERS, Member

ROOT = Path(__file__).resolve().parents[2]
SUITE = "bookworm"
PYTHON = (3, 11)
INSIDE = ("python3", "python3-venv", "ca-certificates")
# Nothing that names where this machine gets its packages, and nothing that only a person would read.
CLEAN = (
    'rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap',
    'rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/* "$1"/var/log/* "$1"/etc/resolv.conf "$1"/etc/hostname',
    'find "$1"/usr -name __pycache__ -prune -exec rm -r {} +',
)
WITHOUT = ("/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*", "/usr/share/info/*")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make images", description=__doc__)
    parser.add_argument("--base", default="", help="an image with Python, instead of one made of Debian's packages")
    parser.add_argument("--only", default="", help="these members, separated by commas")
    asked = parser.parse_args(arguments)
    if not_made := wheels.main():
        return not_made
    try:
        with docker_daemon():
            for line in build_all(asked.base, _named(asked.only)):
                print(f"images: {line}", flush=True)
    except NoDocker as error:
        print(f"images: NOTHING WAS BUILT. {error}", file=sys.stderr)
        return 1
    return 0


def _named(only: str) -> list[Member]:
    return [member for member in MEMBERS if not only or member.name in only.split(",")]


def build_all(base: str = "", members: list[Member] | None = None) -> Iterator[str]:
    """Builds what has changed; tells of each image as it is done. Raises NoDocker."""
    base = base or debian()
    for member in members if members is not None else MEMBERS:
        build(member, base)
        size = int(must("image", "inspect", "--format", "{{.Size}}", image(member.name)))
        yield f"{image(member.name)}  {size / 1e6:.0f} MB"


def build(member: Member, base: str, *options: str) -> None:
    """Raises NoDocker with what the builder said."""
    settings = {"BASE": base, "PACKAGE": member.name, "VERSION": version(), "SOURCE_DATE_EPOCH": epoch()}
    if member.name == DOOR:
        settings["MODULE"] = member.module
    command = ["docker", "build", "--network=none", f"--file={ROOT / 'deploy' / 'Dockerfile'}", f"--tag={image(member.name)}", *options]
    command += [f"--build-arg={name}={value}" for name, value in settings.items()]
    # The builder that every Docker has; it says on standard error that there is a newer one.
    surroundings = os.environ | {"DOCKER_BUILDKIT": "0"}
    done = subprocess.run([*command, str(ROOT)], env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDocker(f"the image of {member.name} could not be built:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def image(member: str) -> str:
    """The name of an image, as the chart has it."""
    return f"daozhang-{member}:{version()}"


def layers(name: str) -> list[str]:
    return must("image", "inspect", "--format", '{{join .RootFS.Layers " "}}', name).split()


def version() -> str:
    """That of the product, as the chart says it."""
    found = re.search(r'^appVersion: "(.+)"$', (ROOT / "deploy/helm/daozhang/Chart.yaml").read_text(), re.MULTILINE)
    if found is None:
        raise LookupError("Chart.yaml has no appVersion.")
    return found[1]


def epoch() -> str:
    """The instant that everything in an image is as old as. Always the same unless told otherwise, so that layers which say the same
    are the same.
    """
    return os.environ.get("SOURCE_DATE_EPOCH") or "315532800"


def debian() -> str:
    """A base of Debian's packages, made where there is none yet of this recipe."""
    if sys.version_info[:2] != PYTHON:
        raise NoDocker(
            f"Debian {SUITE} has Python {PYTHON[0]}.{PYTHON[1]}, and the wheels are for {sys.version_info[0]}.{sys.version_info[1]}; "
            "name a base with that: make images BASE=..."
        )
    recipe = hashlib.sha256("\n".join((SUITE, *INSIDE, *CLEAN, *WITHOUT)).encode()).hexdigest()[:12]
    name = f"daozhang-base:{recipe}"
    if docker("image", "inspect", name).returncode:
        print(f"images: making {name} of Debian's packages", flush=True)
        with _bootstrapped() as archive:
            must("import", archive, name)
    return name


@contextmanager
def _bootstrapped() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "base.tar"
        command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(INSIDE)}"]
        command += [f"--dpkgopt=path-exclude={path}" for path in WITHOUT]
        command += [f"--customize-hook={line}" for line in CLEAN]
        surroundings = os.environ | {"SOURCE_DATE_EPOCH": "0"}
        try:
            done = subprocess.run([*command, SUITE, str(archive)], env=surroundings, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            raise NoDocker("there is no mmdebstrap to make a base with; install it, or name one: make images BASE=...") from error
        if done.returncode:
            raise NoDocker(f"no base could be made of Debian's packages: {done.stderr.strip()[-2000:]}")
        yield archive


if __name__ == "__main__":
    sys.exit(main())
