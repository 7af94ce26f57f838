"""Chance that falls the same every time. Each thing has dice of its own, so that more of one kind changes no other."""

from random import Random

SEED = "daozhang"


def dice(*about: object) -> Random:
    return Random("/".join([SEED, *map(str, about)]))
