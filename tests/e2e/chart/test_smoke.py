"""The images built and the rendered chart at work, with Docker; where there is none, these tests fail and say what would bring it."""

import pytest

from tools import wheels
from tools.chart import smoke
from tools.images import build
from tools.images.daemon import docker, docker_daemon, must
from tools.stack.members import MEMBERS

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]


@pytest.mark.capability("M-62", "S-15")
def test_every_member_is_built_and_the_same_wheels_give_the_same_layers() -> None:
    assert wheels.main() == 0
    with docker_daemon():
        assert len(list(build.build_all())) == len(MEMBERS)
        before = {member.name: build.layers(build.image(member.name)) for member in MEMBERS}
        again = next(member for member in MEMBERS if member.name == "accounts")
        build.build(again, build.debian(), "--no-cache")
        assert build.layers(build.image(again.name)) == before[again.name]
        shared = {tuple(layers[:-1]) for layers in before.values()}
        assert len(shared) == 1
        assert must("image", "inspect", "--format", "{{.Config.User}}", build.image(again.name)) == "10001:10001"
        docker("image", "prune", "--force")


@pytest.mark.capability("M-62")
def test_the_rendered_chart_works_and_drains() -> None:
    assert smoke.main() == 0
