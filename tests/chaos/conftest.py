"""Chance that can be replayed: CHAOS_SEED=<number> does again what a run printed."""

import os
import secrets
from random import Random

import pytest


@pytest.fixture(scope="module")
def chance() -> Random:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbelow(10**6))
    print(f"CHAOS_SEED={seed}")  # noqa: T201 - pytest shows it with a failure
    return Random(seed)
