"""`make bundle`: dist/bundle, everything that an installation without a registry needs, and the checksums that tell whether it came whole.

images.tar.gz        all members: docker load, ctr images import, or skopeo copy to a registry of one's own
daozhang-<v>.tgz     the chart;  values-airgapped.yaml  what to begin with
wheels/              for a machine without containers: pip install --no-index --find-links=wheels daozhang-...
SHA256SUMS           sha256sum --check SHA256SUMS, or `python -m tools.bundle check FOLDER`
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from tools import wheels
from tools.chart import helm
from tools.chart.render import CHART
from tools.images import build
from tools.images.daemon import NoDocker, docker_daemon
from tools.stack.members import MEMBERS

BUNDLE = build.ROOT / "dist" / "bundle"
SUMS = "SHA256SUMS"
CHUNK = 1024 * 1024


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            return make(BUNDLE)
        case ["check", folder]:
            return check(Path(folder))
        case _:
            print("bundle: nothing, or `check FOLDER`, is expected", file=sys.stderr)
            return 2


def make(place: Path) -> int:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if failed := wheels.main():
        return failed
    shutil.copytree(wheels.WHEELS, place / "wheels")
    try:
        with docker_daemon():
            for line in build.build_all():
                print(f"bundle: {line}", flush=True)
            save([build.image(member.name) for member in MEMBERS], place / "images.tar.gz")
        package(place)
    except (NoDocker, helm.HelmError) as error:
        print(f"bundle: THERE IS NONE. {error}", file=sys.stderr)
        shutil.rmtree(place)
        return 1
    write_sums(place)
    size = sum(file.stat().st_size for file in files(place))
    print(f"bundle: {len(files(place))} files, {size / 1e6:.0f} MB in {place}")
    return check(place)


def save(names: list[str], archive: Path) -> None:
    """Layers that images share are in it once."""
    with gzip.GzipFile(archive, "wb", compresslevel=6, mtime=0) as packed:
        with subprocess.Popen(["docker", "save", *names], stdout=subprocess.PIPE) as saving:
            if saving.stdout is None:
                raise NoDocker("docker save gives nothing to read")
            shutil.copyfileobj(saving.stdout, packed, CHUNK)
        if saving.returncode:
            raise NoDocker("docker save failed; its message is above")


def package(place: Path) -> None:
    """The chart, and the example to begin with."""
    done = helm.run(4, "package", CHART, "--destination", place)
    if done.returncode:
        raise helm.HelmError(f"the chart cannot be packaged: {done.stderr}")
    shutil.copyfile(CHART / "ci" / "airgapped-values.yaml", place / "values-airgapped.yaml")


def files(place: Path) -> list[Path]:
    return sorted(file for file in place.rglob("*") if file.is_file() and file.name != SUMS)


def write_sums(place: Path) -> None:
    """In the form of sha256sum."""
    lines = [f"{sum_of(file)}  {file.relative_to(place).as_posix()}" for file in files(place)]
    (place / SUMS).write_text("\n".join([*lines, ""]))


def sum_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def check(place: Path) -> int:
    """Says what is missing, changed or too much."""
    wrong = complaints(place)
    for complaint in wrong:
        print(f"bundle: {complaint}", file=sys.stderr)
    if not wrong:
        print(f"bundle: {place} is whole")
    return 1 if wrong else 0


def complaints(place: Path) -> list[str]:
    if not (place / SUMS).is_file():
        return [f"{place} has no {SUMS}"]
    said = {name: digest for digest, name in (line.split("  ", 1) for line in (place / SUMS).read_text().splitlines())}
    there = {file.relative_to(place).as_posix(): file for file in files(place)}
    missing = [f"{name} is missing" for name in sorted(said.keys() - there.keys())]
    strange = [f"{name} is not in {SUMS}" for name in sorted(there.keys() - said.keys())]
    return missing + strange + [f"{name} is damaged" for name in sorted(said.keys() & there.keys()) if sum_of(there[name]) != said[name]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
