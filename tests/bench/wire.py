"""A client for HTTP/1.1 that costs next to nothing, so that what is measured is the server."""

import asyncio


class Wire:
    """One connection, one request at a time; opened anew where the server closed it because nothing was asked for a while."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> bytes:
        """The body of the reply. Raises RuntimeError unless it is a success."""
        if self._ends is None or self._ends[0].at_eof():
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._ends
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await _body(head.lower(), reader)
        if b"\r\nconnection: close" in head.lower():
            writer.close()
            self._ends = None
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"{head.decode()}{body.decode()}")
        return body


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    """Of the length that the head says, or in chunks until an empty one."""
    if b"\r\ntransfer-encoding: chunked" not in head:
        return await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
    parts = []
    while size := int((await reader.readline()).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of a request; header names with underscores for dashes."""
    lines = [f"{method} {path} HTTP/1.1", "host: bench", f"content-length: {len(body)}"]
    if body:
        lines.append("content-type: application/json")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
