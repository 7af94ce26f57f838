"""Who sells against us, and how their names are found in what people write."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from chassis.pinyin import fold

# A letter or digit of a script that puts spaces between words: what must not stand beside a name in it.
_LETTER = "[^\\W_\u3400-\u9fff]"


@dataclass(eq=False, kw_only=True)
class Competitor(Archivable, Aggregate):
    """One entry of the dictionary. Archived, it is not looked for any more."""

    name: str
    aliases: list[str] = field(default_factory=list)
    note: str = ""
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError for a name by which nothing can be found."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.aliases = [*dict.fromkeys(alias for alias in self.aliases if alias != self.name)]
        for where, alias in (("name", self.name), *((f"aliases.{index}", alias) for index, alias in enumerate(self.aliases))):
            if len(re.findall(r"\w", alias)) < 2:
                raise invalid(
                    f"competitor.{where}", "A name of one character would be found everywhere; give a longer one.", "NAME_TOO_SHORT"
                )

    def is_named_in(self, folded: str) -> bool:
        """Whether a text, folded by chassis.pinyin.fold, has one of the names: "SMC" is not found in "SMCs", 汇川 is in 汇川技术."""
        return any(_pattern(name).search(folded) for name in (self.name, *self.aliases))


def named_in(text: str, dictionary: Iterable[Competitor]) -> list[Competitor]:
    """The competitors that a text names, in the order of the dictionary."""
    folded = fold(text)
    return [competitor for competitor in dictionary if competitor.is_named_in(folded)]


def _pattern(name: str) -> re.Pattern[str]:
    folded = fold(name).strip()
    before = f"(?<!{_LETTER})" if re.match(_LETTER, folded) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, folded[-1:]) else ""
    # Between the words of a name there may be any space, or none in Chinese texts.
    return re.compile(before + r"\s*".join(re.escape(word) for word in folded.split()) + after)
