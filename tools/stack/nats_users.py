"""The users of NATS: one per member, who may publish what its service tells and take from those whom it follows, and nothing else.

Whom a member follows is read from what the services declare, as `make chart` has written it down.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chassis.subjects import Rights, rights

FACTS = Path(__file__).resolve().parents[2] / "deploy" / "helm" / "daozhang" / "files" / "members.json"

# Reaches everything: for operators and tests. No member is told of it.
ADMINISTRATOR = "daozhang"


@cache
def rights_of_members() -> dict[str, Rights]:
    """By member. The one that clients reach passes live updates on, so it hears everybody."""
    facts = json.loads(FACTS.read_text())
    return {member: rights(its["service"], its["follows"], live=its["door"]) for member, its in facts.items()}


def variables() -> str:
    """The rights under names, in the words of nats-server's configuration."""
    return "\n".join(f"{member}_rights: {_permissions(its)}" for member, its in rights_of_members().items())


def users(passwords: Mapping[str, str], *, prefix: str = "") -> str:
    """A user per member, with the rights of `variables`. Passwords are as the configuration says them: quoted, or a variable."""
    return "\n".join(
        f"    {{ user: {prefix}{member}, password: {passwords[member]}, permissions: ${member}_rights }}" for member in rights_of_members()
    )


def _permissions(its: Rights) -> str:
    return f"{{\n  publish: {_subjects(its.publish)}\n  subscribe: {_subjects(its.subscribe)}\n}}"


def _subjects(names: tuple[str, ...]) -> str:
    """Quoted: what begins with a dollar sign would be a variable."""
    return "{ allow: [\n" + "\n".join(f"    {json.dumps(name)}" for name in names) + "\n  ] }"
