"""Which schema a service needs, told without Alembic: members ask this at every start, and Alembic takes a second to load."""

from pathlib import Path


def newest_revision(migrations: Path) -> str:
    """The revision of the last migration; revisions are the numbers that files begin with ("0001_initial.py")."""
    return max((path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*_*.py")), default="")
