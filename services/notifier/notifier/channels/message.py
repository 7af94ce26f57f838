"""One message before it is said in the dialect of a channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from chassis.money import Money


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    @classmethod
    def of(cls, locale: str) -> Language:
        """The language of a BCP 47 locale: Chinese for "zh-CN" and where nothing is said, English for everybody else."""
        return cls.ZH if not locale or locale.lower().startswith("zh") else cls.EN


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; `label` says what `text` is: "客户", "Due date"."""

    text: str
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _one_line(self.text))
        object.__setattr__(self, "label", _one_line(self.label))


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. `link` is the page of the web app to go on from: a path, or an address once it is `at` an installation."""

    title: str
    lines: tuple[Line, ...] = ()
    amount: Money | None = None
    link: str = ""
    language: Language = Language.ZH
    urgent: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", _one_line(self.title))

    def at(self, public_url: str) -> Message:
        """With the address of the page. No link where the installation does not know its own address, or the path leads elsewhere."""
        address = urljoin(public_url.rstrip("/") + "/", self.link.lstrip("/")) if public_url and self.link else ""
        return replace(self, link=address if address and urlsplit(address).netloc == urlsplit(public_url).netloc else "")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom it is for. `user_id` is who they are for the provider of the channel; empty where nobody has said it."""

    name: str = ""
    email: str = ""
    user_id: str = ""


def _one_line(text: str) -> str:
    """Without line breaks and control characters: a line stays one line, and a title one header."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
