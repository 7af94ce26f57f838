"""What every operation shares: how to sign in, headers, refusals."""

from typing import Any

Schema = dict[str, Any]

INFO: Schema = {
    "title": "Daozhang",
    "summary": "From the first enquiry until the money is in the bank.",
    "description": """\
One interface for the web app, the ERP and everybody else.

**Signing in.** Programs send `Authorization: Bearer dzk_...` with an API key. People sign in at `POST /v1/sessions` and get either a
cookie (browsers, `"cookie": true`) or a token to send as `Authorization: Bearer dzs_...`.

**Writing.** `Idempotency-Key` makes a request that is sent twice happen once: the second one gets the stored reply, marked
`Idempotent-Replay: true`. `If-Match` with the `ETag` of what was read refuses the change (412) when somebody else was faster.
PATCH and PUT change the fields that the body names.

**Names.** JSON is camelCase; snake_case is understood too, in bodies and in query parameters. A field or a parameter that does not
exist is refused, not ignored. In replies every field is there, empty where it has no value ("", 0, false, []); only objects and
instants without a value are left out. Sending back what was read is fine: output-only fields are ignored.

**Money** is `{"currencyCode": "CNY", "amount": "300000.01"}`, exact. Days are `2025-12-31`, instants RFC 3339 in UTC, ids UUIDs.

**Refusals** are `application/problem+json` (RFC 9457) with a stable `reason`, a `detail` that says what would help, and `errors`
that point at the wrong parts.""",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}


def _problem(description: str, **headers: Schema) -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content} | ({"headers": headers} if headers else {})


_RETRY_AFTER: Schema = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}

SCHEMAS: Schema = {
    "Problem": {
        "type": "object",
        "description": "Why a request was refused (RFC 9457).",
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "One per reason.", "examples": ["urn:daozhang:problem:stale-etag"]},
            "title": {"type": "string", "examples": ["Stale etag"]},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "description": "What is wrong, and what would fix it."},
            "reason": {"type": "string", "description": "Stable, to translate or branch on.", "examples": ["STALE_ETAG"]},
            "metadata": {"type": "object", "additionalProperties": {"type": "string"}, "description": "The parameters of the reason."},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
            "traceId": {"type": "string", "description": "Finds the request in logs and traces."},
        },
        "required": ["type", "title", "status", "detail", "reason", "traceId"],
    },
    "Fault": {
        "type": "object",
        "description": "One wrong part of the request; exactly one of pointer, parameter and header says where.",
        "properties": {
            "pointer": {"type": "string", "description": "JSON pointer into the body.", "examples": ["/lines/2/quantity"]},
            "parameter": {"type": "string", "description": "Of the path or the query.", "examples": ["pageToken"]},
            "header": {"type": "string", "examples": ["If-Match"]},
            "detail": {"type": "string"},
            "reason": {
                "type": "string",
                "description": "Stable, where the problem is that of several parts: what is wrong with this one.",
                "examples": ["REQUIRED"],
            },
        },
        "required": ["detail"],
    },
}

COMPONENTS: Schema = {
    "securitySchemes": {
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session", "description": "Set by signing in with `cookie`."},
        "bearer": {"type": "http", "scheme": "bearer", "description": "An API key or the token of a session."},
    },
    "parameters": {
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Makes the request happen once, however often it is sent within 24 hours; a new one for each new intent.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
        },
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "description": "The ETag of what was read: refused with 412 when it has changed since.",
            "schema": {"type": "string", "examples": ['"7"']},
        },
        "InstallationKey": {
            "name": "Installation-Key",
            "in": "header",
            "required": True,
            "description": "Known to who runs the installation; `make up` prints it.",
            "schema": {"type": "string"},
        },
    },
    "headers": {
        "ETag": {"description": "Changes with every change of the resource; for If-Match.", "schema": {"type": "string"}},
        "IdempotentReplay": {
            "description": "The request was done before; this is its stored reply.",
            "schema": {"type": "string", "enum": ["true"]},
        },
        "Location": {"description": "Where the new resource is.", "schema": {"type": "string"}},
    },
    "responses": {
        "BadRequest": _problem("The request itself is wrong."),
        "Unauthenticated": _problem("Nobody is signed in, or no longer."),
        "Forbidden": _problem("The caller may not do this."),
        "NotFound": _problem("There is no such record, or the caller may not see it."),
        "Conflict": _problem("Not possible in the present state, or somebody else was faster."),
        "StaleEtag": _problem("The resource has changed since it was read."),
        "BodyTooLarge": _problem("The body is larger than what is taken here."),
        "MediaTypeUnsupported": _problem("The body is of another type than what is taken here."),
        "TooManyRequests": _problem("The caller asks too much too fast.", **{"Retry-After": _RETRY_AFTER}),
        "Unavailable": _problem("A part of the system cannot be reached at the moment.", **{"Retry-After": _RETRY_AFTER}),
        "DeadlineExceeded": _problem("There was no answer in time; it may still have been done."),
        "Problem": _problem("Any other refusal."),
    },
}
