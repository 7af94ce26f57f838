"""The recipe of the images, as far as it can be judged without building them."""

import subprocess
import sysconfig
from pathlib import Path

from tools.chart.render import ROOT, pods, rendered
from tools.images.build import image
from tools.stack.members import MEMBERS

DOCKERFILE = ROOT / "deploy" / "Dockerfile"


def test_hadolint_has_nothing_to_say() -> None:
    program = Path(sysconfig.get_path("scripts")) / "hadolint"
    done = subprocess.run([program, DOCKERFILE], capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0


def test_the_chart_asks_for_the_images_that_are_built() -> None:
    asked = {container["image"] for _, pod in pods(rendered("minimal")) for container in pod["containers"]}
    assert asked == {image(member.name) for member in MEMBERS}


def test_images_run_as_the_user_that_the_chart_names_and_fetch_nothing() -> None:
    lines = DOCKERFILE.read_text()
    assert "USER 10001:10001" in lines
    assert lines.count("--no-index --find-links=/wheels") == lines.count(" install ") == 2
