"""The chart as Helm renders it: the example values beside it, by both versions of Helm, as what YAML says."""

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tools.chart import helm

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy" / "helm" / "daozhang"
RELEASE, NAMESPACE = "crm", "crm"
MAJORS = (3, 4)
EXAMPLES = tuple(sorted(file.name.removesuffix("-values.yaml") for file in (CHART / "ci").glob("*-values.yaml")))
# A line per object with a hash of what it says, by example: a change shows in review what it touches.
SUMMARIES = ROOT / "tests" / "contract" / "chart" / "rendered"

Manifest = dict[str, Any]


@cache
def rendered(example: str, major: int = 4) -> list[Manifest]:
    """The objects of an example, in the order of Helm."""
    return parsed(template(major, "--values", CHART / "ci" / f"{example}-values.yaml"))


def template(major: int, *options: str | Path) -> str:
    """What `helm template` says. Raises ValueError with what it refuses."""
    done = helm.run(major, "template", RELEASE, CHART, "--namespace", NAMESPACE, *options)
    if done.returncode:
        raise ValueError(done.stderr)
    return done.stdout


def parsed(text: str) -> list[Manifest]:
    return [found for found in yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if found]


def of_kind(objects: list[Manifest], *kinds: str) -> list[Manifest]:
    return [each for each in objects if each["kind"] in kinds]


def name(manifest: Manifest) -> str:
    return f"{manifest['kind']} {manifest['metadata']['name']}"


def pods(objects: list[Manifest]) -> Iterator[tuple[str, Manifest]]:
    """(what it belongs to, specification) of every pod that would run."""
    for each in objects:
        if each["kind"] == "Pod":
            yield name(each), each["spec"]
        elif each["kind"] in ("Deployment", "Job"):
            yield name(each), each["spec"]["template"]["spec"]


def canonical(manifest: Manifest) -> str:
    """The same text for the same object, whatever the order of its keys."""
    return json.dumps(manifest, sort_keys=True, ensure_ascii=False)


def summary(example: str) -> str:
    """What is committed of an example. Rules and dashboards have a place and a check of their own."""
    objects = [each for each in rendered(example) if each["metadata"]["name"] not in _observability()]
    lines = [f"{sha256(canonical(each).encode()).hexdigest()[:12]} {name(each)}" for each in objects]
    return "\n".join([*sorted(lines, key=lambda line: line.split(" ", 1)[1]), ""])


def _observability() -> set[str]:
    prefix = f"{RELEASE}-daozhang"
    rules = {f"{prefix}-{file.stem}" for file in (CHART / "files" / "rules").glob("*.yaml")}
    return rules | {f"{prefix}-dashboard-{file.stem}" for file in (CHART / "files" / "dashboards").glob("*.json")}
