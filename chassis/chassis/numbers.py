"""Templates of the numbers that people see: "HT-{yyyy}{mm}-{00000}" gives HT-202601-00042."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

_PART = re.compile(r"\{(yyyy|yy|mm|0+)\}")


@dataclass(frozen=True)
class NumberTemplate:
    """Text with {yyyy}, {yy}, {mm} and one run of zeros in braces, as wide as the series at least is."""

    text: str

    @classmethod
    @cache
    def parse(cls, text: str) -> NumberTemplate:
        """Raises ValueError for a template without, or with two series, or with unknown braces."""
        series = [part for part in _PART.findall(text) if part.startswith("0")]
        if len(series) != 1 or set(_PART.sub("", text)) & set("{}"):
            raise ValueError(
                f"{text!r} is no number template: it needs one run of zeros such as {{00000}}, besides {{yyyy}}, {{yy}}, {{mm}}."
            )
        return cls(text)

    def period(self, day: date) -> str:
        """What the series restarts with: "2026", "202601", or "" where it counts on for ever."""
        parts = set(_PART.findall(self.text))
        year = f"{day:%Y}" if parts & {"yyyy", "yy"} else ""
        return year + (f"{day:%m}" if "mm" in parts else "")

    def render(self, number: int, day: date) -> str:
        """The number as text; it grows beyond its zeros rather than repeat."""

        def fill(match: re.Match[str]) -> str:
            part = match[1]
            return {"yyyy": f"{day:%Y}", "yy": f"{day:%y}", "mm": f"{day:%m}"}.get(part) or f"{number:0{len(part)}d}"

        return _PART.sub(fill, self.text)
