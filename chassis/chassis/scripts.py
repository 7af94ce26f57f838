"""SQL that is long enough for a file of its own."""

from importlib.resources import files


def statements(package: str, name: str) -> list[str]:
    """Those of `<name>.sql` of a package, which are separated by blank lines; what is comment alone is left out."""
    script = files(package).joinpath(f"{name}.sql").read_text("utf-8")
    return [statement for statement in script.strip().split("\n\n") if not _is_comment(statement)]


def _is_comment(statement: str) -> bool:
    return all(line.startswith("--") for line in statement.splitlines())
