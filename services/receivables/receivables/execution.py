"""How what is read in a command, in a query and in a snapshot alike asks the database."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Executable, Result

Execute = Callable[[Executable], Awaitable[Result[Any]]]
