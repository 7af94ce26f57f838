"""What browsers are told of requests that pages of other sites make: forms, and nothing else.

Nobody is signed in there and no cookie is sent, so any page may ask; whether it may post this form is for the form to say.
"""

from typing import Any

from edge.paths import Match


def cors(match: Match[Any], *, preflight: bool) -> list[tuple[str, str]]:
    """Headers of the answer; none where no method of the path is open to other sites."""
    methods = sorted(name for name, endpoint in match.methods.items() if endpoint.cross_origin)
    if not methods:
        return []
    anybody = [("access-control-allow-origin", "*")]
    if not preflight:
        return anybody
    return [
        *anybody,
        ("access-control-allow-methods", ", ".join(methods)),
        ("access-control-allow-headers", "content-type, idempotency-key"),
        ("access-control-max-age", "86400"),
    ]
