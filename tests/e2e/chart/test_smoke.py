"""The images built and the rendered chart at work, with Docker; where there is none, these tests fail and say what would bring it."""

import pytest

from tools import chart_smoke, images, wheels
from tools.images_daemon import docker, docker_daemon, must
from tools.stack.members import MEMBERS

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]


@pytest.mark.capability("M-62", "S-15")
def test_every_member_is_built_and_the_same_wheels_give_the_same_layers() -> None:
    assert wheels.main() == 0
    with docker_daemon():
        assert len(list(images.build_all())) == len(MEMBERS)
        before = {member.name: images.layers(images.image(member.name)) for member in MEMBERS}
        again = next(member for member in MEMBERS if member.name == "accounts")
        images.build(again, images.debian(), "--no-cache")
        assert images.layers(images.image(again.name)) == before[again.name]
        shared = {tuple(layers[:-1]) for layers in before.values()}
        assert len(shared) == 1
        assert must("image", "inspect", "--format", "{{.Config.User}}", images.image(again.name)) == "10001:10001"
        docker("image", "prune", "--force")


@pytest.mark.capability("M-62")
def test_the_rendered_chart_works_and_drains() -> None:
    assert chart_smoke.main() == 0
