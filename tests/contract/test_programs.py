"""Every member is a program that says what it can be told to do, without any settings."""

import subprocess
import sys

from tools.stack.members import MEMBERS


def test_every_member_says_what_it_can_be_told_to_do() -> None:
    started = {
        member.name: subprocess.Popen(
            [sys.executable, "-m", member.module, "--help"], env={}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for member in MEMBERS
    }
    for name, process in started.items():
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, f"{name}: {said}"
        for command in ("migrate", "serve", "republish", "announce", "forget", "dead-letters"):
            assert command in said, f"{name}: {said}"
