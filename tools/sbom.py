"""`make sbom`: dist/sbom, all that the product is made from, in CycloneDX: python.cdx.json and web.cdx.json.

Made from the locks, without a network, and held against them: a list that leaves something out is none.
"""

import json
import re
import subprocess
import sys
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.install import LOCK, ROOT
from tools.web import WEB, Node, WebError

PLACE = ROOT / "dist" / "sbom"
WEB_LOCK = WEB / "package-lock.json"

Pinned = set[tuple[str, str]]


def main() -> int:
    PLACE.mkdir(parents=True, exist_ok=True)
    try:
        lists = {"python": (of_python(), python_lock(LOCK.read_text())), "web": (of_web(), web_lock(json.loads(WEB_LOCK.read_text())))}
    except (subprocess.CalledProcessError, WebError) as error:
        print(f"sbom: THERE IS NONE. {getattr(error, 'stderr', '') or error}", file=sys.stderr)
        return 1
    failed = False
    for name, (text, wanted) in lists.items():
        file = PLACE / f"{name}.cdx.json"
        if told := complaints(text, wanted):
            failed = True
            print("\n".join(f"sbom: {name}: {line}" for line in told), file=sys.stderr)
            file.unlink(missing_ok=True)
        else:
            file.write_text(text)
            print(f"sbom: {len(wanted)} packages in {file.relative_to(ROOT)}")
    return int(failed)


def of_python() -> str:
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCK), "--output-reproducible"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def of_web() -> str:
    done = Node.found().ask("sbom", "--offline", "--package-lock-only", "--sbom-format", "cyclonedx")
    if done.returncode:
        raise WebError(done.stderr.strip())
    return done.stdout


def complaints(text: str, wanted: Pinned) -> list[str]:
    """What is wrong with a list: not of the form that it claims, or not what the lock says."""
    try:
        document: dict[str, Any] = json.loads(text)
        version = SchemaVersion.from_version(document["specVersion"])
    except (ValueError, KeyError) as error:
        return [f"is no CycloneDX: {error}"]
    if malformed := JsonStrictValidator(version).validate_str(text):
        return [f"is no CycloneDX {document['specVersion']}: {malformed}"]
    listed = {(each["name"], each["version"]) for each in document.get("components", ())}
    return [
        *(f"{name} {version} is missing" for name, version in sorted(wanted - listed)),
        *(f"{name} {version} is in no lock" for name, version in sorted(listed - wanted)),
    ]


def python_lock(text: str) -> Pinned:
    return set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def web_lock(lock: dict[str, Any]) -> Pinned:
    """By the last folder of each path: what lies below another package is a package too."""
    return {(path.rpartition("node_modules/")[2], its["version"]) for path, its in lock["packages"].items() if path}


if __name__ == "__main__":
    sys.exit(main())
