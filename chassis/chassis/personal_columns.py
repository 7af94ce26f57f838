"""How a sealed personal value lies in a row: ciphertext, index, masked form and tail."""

from typing import Any

from sqlalchemy import Column, LargeBinary, Table, Text
from sqlalchemy.orm import CompositeProperty, composite

from chassis.personal import Personal


def personal_columns(name: str) -> list[Column[Any]]:
    return [
        Column(f"{name}_cipher", LargeBinary, info={"unlisted": True}),
        Column(f"{name}_index", LargeBinary, info={"unlisted": True}),
        Column(f"{name}_masked", Text),
        Column(f"{name}_tail", Text, info={"unlisted": True}),
    ]


def sealed(table: Table, name: str) -> CompositeProperty[Personal | None]:
    """The mapped attribute over the four columns; None where they are null."""
    columns = [table.c[f"{name}_{part}"] for part in ("cipher", "index", "masked", "tail")]
    return composite(Personal, *columns, return_none_on=lambda *values: all(value is None for value in values))
