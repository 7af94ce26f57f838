"""Columns that hold the domain's own words."""

from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

W = TypeVar("W", bound=StrEnum)


class Word(TypeDecorator[W]):
    """An enum of the domain; text in the database."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        return None if value is None else self.words(value)
