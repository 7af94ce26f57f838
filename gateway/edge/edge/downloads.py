"""Files as responses: always downloads, so that nothing of them runs in a browser in our name."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from edge.problems import Problem


def file_headers(name: str, *, cache: str = "no-store") -> dict[str, str]:
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": cache,
    }


async def begun(content: AsyncIterator[bytes], missing: str) -> AsyncIterator[bytes]:
    """Reads the first chunk before the response starts, so that a missing file is still a clean refusal: Problem, with these words."""
    try:
        first = await anext(content)
    except FileNotFoundError as error:
        raise Problem(404, "CONTENT_MISSING", missing) from error

    async def chunks() -> AsyncIterator[bytes]:
        yield first
        async for chunk in content:
            yield chunk

    return chunks()
