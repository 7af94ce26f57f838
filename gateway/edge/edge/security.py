"""Headers that every response carries, whatever it is."""


def response_headers(*, secure: bool) -> dict[str, str]:
    """Responses are data: nothing of them may run, be framed, be guessed at or be kept by who passes them on."""
    headers = {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # Nothing of it is for search engines.
        "x-robots-tag": "noindex, nofollow",
    }
    # Only over https: browsers would otherwise lock themselves out of a machine that is reached by plain http.
    return headers | ({"strict-transport-security": "max-age=63072000; includeSubDomains"} if secure else {})
