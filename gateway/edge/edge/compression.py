"""Content as small as who asks can read it."""

import gzip

from fastapi import Request, Response

# Below, a packet or two hold it either way.
_SMALLEST = 2048
# A list of fifty takes half a millisecond and becomes an eighth; the slower levels win little more.
_LEVEL = 3


def offered(request: Request) -> set[str]:
    """The encodings that who asks can read."""
    parts = request.headers.get("accept-encoding", "").split(",")
    return {part.split(";")[0].strip() for part in parts if not part.replace(" ", "").endswith(";q=0")}


def compressed(response: Response, request: Request) -> Response:
    """The reply, smaller where that is worth it. One with an etag is left as it is: the etag is that of these very bytes."""
    if "etag" in response.headers or len(response.body) < _SMALLEST:
        return response
    response.headers["vary"] = "accept-encoding"
    if "gzip" in offered(request):
        response.body = gzip.compress(response.body, _LEVEL, mtime=0)
        response.headers["content-encoding"] = "gzip"
        response.headers["content-length"] = str(len(response.body))
    return response
