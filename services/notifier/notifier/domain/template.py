"""The words of a message about one event, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.aggregate import Aggregate
from chassis.errors import invalid
from notifier.domain.catalogue import FACTS
from notifier.domain.rendering import check, render
from notifier.domain.rule import check_event
from notifier.domain.saying import names_of


@dataclass(frozen=True, slots=True)
class Rendered:
    title: str
    body: str


@dataclass(eq=False, kw_only=True)
class Template(Aggregate):
    name: str
    event: str
    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    shipped: bool = False

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError for words that cannot be said of the event."""
        for name, value in changes.items():
            setattr(self, name, value)
        check_event(self.event, "template.event")
        for name in ("name", "title", "body"):
            if not getattr(self, name).strip():
                raise invalid(f"template.{name}", "A template needs a name, a title and a body.", "MISSING")
        for name in ("title", "body", "title_en", "body_en"):
            check(getattr(self, name), names_of(FACTS[self.event]), f"template.{name}")

    def say(self, parameters: Mapping[str, str], language: str) -> Rendered:
        """In the language, or in Chinese where it has no words for that."""
        english = speaks_english(language)
        title, body = (self.title_en or self.title, self.body_en or self.body) if english else (self.title, self.body)
        return Rendered(render(title, parameters), render(body, parameters))


def speaks_english(language: str) -> bool:
    """Chinese where nothing is said."""
    return bool(language) and not language.lower().startswith("zh")
