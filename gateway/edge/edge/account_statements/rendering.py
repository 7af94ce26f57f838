"""Documents are made by a process that ends with them: fonts take a second and 100 MB, which the gateway does not keep.

python -m edge.account_statements.rendering pdf zh-CN < statement > document
"""

import asyncio
import sys
from dataclasses import dataclass

from crm.receivables.v1 import account_statements_pb2 as pb
from edge.problems import Problem, unavailable

FORMATS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
_SECONDS = 25
# So many wait for the one that is being made; who comes then is told to try again.
_MOST_WAITING = 20


@dataclass
class Renderer:
    """One document at a time."""

    _waiting: int = 0

    def __post_init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def __call__(self, statement: pb.SharedStatement, form: str, language: str) -> bytes:
        """Raises Problem where too many wait, or the process does not answer."""
        if self._waiting >= _MOST_WAITING:
            raise unavailable("The making of documents")
        self._waiting += 1
        try:
            async with asyncio.timeout(_SECONDS), self._turn:
                return await _made(statement.SerializeToString(), form, language)
        except TimeoutError as error:
            raise unavailable("The making of documents") from error
        finally:
            self._waiting -= 1


async def _made(statement: bytes, form: str, language: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__, form, language),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        content, complaint = await process.communicate(statement)
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode or not content:
        raise Problem(500, "INTERNAL", "The document could not be made.") from RuntimeError(complaint.decode(errors="replace")[-2000:])
    return content


def render(statement: pb.SharedStatement, form: str, language: str) -> bytes:
    """In this process. What each form needs is loaded for that form only."""
    from edge.account_statements.paper import paper

    made = paper(statement, language)
    match form:
        case "pdf":
            from edge.account_statements.pdf import pdf

            return pdf(made)
        case "xlsx":
            from edge.account_statements.xlsx import xlsx

            return xlsx(made)
        case _:
            from edge.account_statements.html import html

            return html(made, language)


if __name__ == "__main__":
    sys.stdout.buffer.write(render(pb.SharedStatement.FromString(sys.stdin.buffer.read()), sys.argv[1], sys.argv[2]))
