"""Why something was done: what a person wrote, or a sentence of ours with a code for clients that translate.

NOT_FOLLOWED_UP = Sentence("NOT_FOLLOWED_UP", "{days} 天未跟进", "No follow-up for {days} days")
lead.pooled(..., NOT_FOLLOWED_UP(days=15))
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from crm.common.v1 import types_pb2 as pb


@dataclass(frozen=True, slots=True)
class Reason:
    """`text` is Chinese where the product says it; what a person wrote is the same in both languages and has no code."""

    text: str = ""
    text_en: str = ""
    code: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def why(self) -> dict[str, Any] | None:
        """As records keep it (crm.common.v1.Reason as JSON); None where there is no reason."""
        return asdict(self) if self else None

    @property
    def message(self) -> pb.Reason | None:
        """As facts carry it; None where there is no reason."""
        return pb.Reason(code=self.code, parameters=self.parameters, text=self.text, text_en=self.text_en) if self else None

    @classmethod
    def of(cls, message: pb.Reason) -> Self:
        return cls(message.text, message.text_en, message.code, dict(message.parameters))


NO_REASON = Reason()


def said(text: str) -> Reason:
    """What a person wrote."""
    return Reason(text, text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that the product says as a reason. An English parameter `x_en` that is not given is said as `x`."""

    code: str
    zh: str
    en: str

    def __call__(self, **parameters: object) -> Reason:
        given = {name: str(value) for name, value in parameters.items()}
        english = {f"{name}_en": value for name, value in given.items() if not name.endswith("_en")} | given
        return Reason(self.zh.format(**given), self.en.format(**english), self.code, given)
