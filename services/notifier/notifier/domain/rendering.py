"""The words of a message from a template: a small part of Jinja that can only show names, choose, and shorten.

No loops, calls, attributes or imports: what an administrator writes cannot run for long, and cannot reach anything but the parameters.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chassis.errors import invalid

# Besides the fact's own fields.
COMMON = frozenset({"subject", "number", "customer", "owner", "person", "action", "action_en"})
FILTERS = frozenset({"default", "upper", "lower", "trim", "truncate", "replace"})
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Filter, nodes.If, nodes.CondExpr),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
)
_LONGEST = 10_000
_ENGINE = ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=False)


def check(source: str, names: Iterable[str], parameter: str) -> None:
    """Raises DomainError for what a template must not do, or for a name that the event does not have."""
    try:
        tree = _ENGINE.parse(source)
    except TemplateSyntaxError as error:
        raise invalid(parameter, f"Line {error.lineno}: {error.message}.", "TEMPLATE_INVALID", line=str(error.lineno)) from None
    known = {*names, *COMMON}
    for node in tree.find_all(nodes.Node):
        line = getattr(node, "lineno", 1)
        if not isinstance(node, _ALLOWED):
            raise _refused(parameter, line, f"{type(node).__name__} is not possible in a message")
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _refused(parameter, line, f"there is no filter {node.name!r}; use one of {', '.join(sorted(FILTERS))}")
        if isinstance(node, nodes.Name) and node.name not in known:
            detail = f"Line {line}: there is no name {node.name!r}; use one of {', '.join(sorted(known))}."
            raise invalid(parameter, detail, "TEMPLATE_NAME_UNKNOWN", line=str(line), name=node.name)


def _refused(parameter: str, line: int, problem: str) -> Exception:
    return invalid(parameter, f"Line {line}: {problem}.", "TEMPLATE_INVALID", line=str(line))


def render(source: str, parameters: Mapping[str, str]) -> str:
    """The text; a name that the fact did not say is left out."""
    return _made(source).render(parameters).strip()[:_LONGEST]


@lru_cache(maxsize=1000)
def _made(source: str) -> Template:
    return _ENGINE.from_string(source)
