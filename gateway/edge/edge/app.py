"""The door: every request passes here once, from the socket to its response."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import Request, Response
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import Receive, Scope, Send

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.telemetry import redacted, working_on
from edge.authentication import Authentication
from edge.calling import Members
from edge.cors import cors
from edge.credentials import SAFE, Credential, credential_of, refuse_foreign_origin, unauthenticated
from edge.exchange import Exchange
from edge.figures import METHODS, Figures
from edge.limits import Buckets
from edge.live.stream import LiveStream
from edge.paths import Match, PathTable
from edge.problems import Problem, defect, from_domain, method_not_allowed, path_unknown
from edge.sessions import Cookie
from edge.settings import Limits
from edge.site import Site

_PROPAGATOR = TraceContextTextMapPropagator()
_LOG = logging.getLogger("edge")
_ACCESS = logging.getLogger("edge.access")
# Proxies in front name requests by it.
REQUEST_ID = "x-request-id"
_ID = re.compile(r"[0-9a-f-]{16,64}")


class Endpoint(Protocol):
    """What answers at one method of one path."""

    @property
    def anonymous(self) -> bool: ...
    @property
    def cross_origin(self) -> bool: ...
    @property
    def name(self) -> str: ...
    async def __call__(self, exchange: Exchange) -> Response: ...


@dataclass(frozen=True)
class PlainEndpoint:
    """An endpoint that is no RPC."""

    name: str
    answer: Callable[[Exchange], Awaitable[Response]]
    anonymous: bool = False
    cross_origin: bool = False

    async def __call__(self, exchange: Exchange) -> Response:
        return await self.answer(exchange)


class Edge:
    """The ASGI application."""

    def __init__(
        self,
        paths: PathTable[Endpoint],
        members: Members,
        authentication: Authentication,
        cookie: Cookie,
        limits: Limits,
        *,
        tracer: trace.Tracer,
        headers: Mapping[str, str],
        figures: Figures,
        site: Site | None = None,
    ) -> None:
        self._paths, self._members, self._authentication, self._cookie = paths, members, authentication, cookie
        self._limits, self._tracer, self._headers, self._figures = limits, tracer, headers, figures
        self._site = site
        self._addresses = Buckets(limits.address, "address", refused=figures.limited("address"))
        self._sessions = Buckets(limits.session, "session", refused=figures.limited("session"))
        self._keys = Buckets(limits.api_key, "API key", refused=figures.limited("api_key"))
        self._forms = Buckets(limits.form, "address for this form", refused=figures.limited("form"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise TypeError(f"{scope['type']} is not spoken here.")
        request = Request(scope, receive)
        parent = _PROPAGATOR.extract(dict(request.headers))
        method = request.method if request.method in METHODS else "OTHER"
        # The words of an error may tell of people: the log has them, guarded.
        start = self._tracer.start_as_current_span(
            method, context=parent, kind=SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        )
        with working_on(request_id=_request_id(request)) as ids, start as span:
            trace_id = format_trace_id(span.get_span_context().trace_id)
            visit = _Visit(request, trace_id, ids)
            response = await self._answered(visit)
            for name, value in {**self._headers, "trace-id": trace_id}.items():
                response.headers.setdefault(name, value)
            for name, value in visit.headers:
                response.headers.append(name, value)
            span.update_name(f"{method} {visit.route}")
            span.set_attributes({"http.route": visit.route, "http.response.status_code": response.status_code, **_of_tenant(ids)})
            if response.status_code >= 500:
                span.set_status(StatusCode.ERROR)
            await self._send(visit, response, scope, receive, send)

    async def _send(self, visit: "_Visit", response: Response, scope: Scope, receive: Receive, send: Send) -> None:
        if isinstance(response, LiveStream):
            self._account(visit, response.status_code)
            return await response(scope, receive, send)
        try:
            await response(scope, receive, _without_body(send) if visit.request.method == "HEAD" else send)
        except Exception:
            # Too late for a problem: the connection breaks, and the client sees that the content is not whole.
            _LOG.exception("%s broke off", visit.route)
            raise
        finally:
            self._account(visit, response.status_code)

    async def _answered(self, visit: "_Visit") -> Response:
        try:
            return await self._respond(visit)
        except Problem as problem:
            return self._refused(visit, problem)
        except DomainError as error:
            return self._refused(visit, from_domain(error))
        except Exception as error:
            _LOG.exception("%s failed", visit.route, exc_info=error)
            return defect().response(visit.trace_id)

    def _refused(self, visit: "_Visit", problem: Problem) -> Response:
        if problem.status >= 500:
            _LOG.error("%s: %s", visit.route, problem.reason, exc_info=problem.__cause__)
        if problem.status == 401 and self._cookie.name in visit.request.cookies:
            visit.headers.append(self._cookie.clear())
        return problem.response(visit.trace_id)

    async def _respond(self, visit: "_Visit") -> Response:
        request = visit.request
        self._addresses.take(visit.address)
        match = self._paths.find(_raw_path(request))
        if match is None:
            return self._page(visit)
        visit.route = match.template.text
        visit.headers += cors(match, preflight=request.method == "OPTIONS")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": allowed(match)})
        endpoint = match.methods.get("GET" if request.method == "HEAD" else request.method)
        if endpoint is None:
            raise method_not_allowed(request.method, allowed(match))
        if endpoint.cross_origin:
            self._forms.take(visit.address)
        exchange = Exchange(request, match.variables, self._members, self._limits.deadline_seconds, headers=visit.headers)
        if not endpoint.anonymous:
            await self._sign_in(visit, exchange)
        return await endpoint(exchange)

    def _page(self, visit: "_Visit") -> Response:
        """What is no path of the interface may be one of the web app."""
        request = visit.request
        page = self._site.find(request.url.path) if self._site and request.method in SAFE else None
        if page is None:
            raise path_unknown(request.url.path)
        visit.route = "(app)"
        return page.answer(request)

    async def _sign_in(self, visit: "_Visit", exchange: Exchange) -> None:
        credential = credential_of(exchange.request, self._cookie.name)
        if credential is None:
            raise unauthenticated("UNAUTHENTICATED", "Sign in first, or send an API key.")
        if credential.from_cookie and exchange.request.method not in SAFE:
            refuse_foreign_origin(exchange.request)
        caller = await self._authentication(credential, exchange.address)
        self._bucket(credential).take(caller.principal.actor if credential.is_api_key else credential.digest)
        exchange.caller = caller
        visit.ids["tenant_id"], visit.actor = str(caller.principal.tenant_id), caller.principal.actor

    def _bucket(self, credential: Credential) -> Buckets:
        return self._keys if credential.is_api_key else self._sessions

    def _account(self, visit: "_Visit", status: int) -> None:
        """One line per request: ids and the route, never the path, the query or an address, which may tell of people."""
        seconds = time.perf_counter() - visit.started
        self._figures.request(visit.request.method, visit.route, status, seconds)
        told = {
            "method": visit.request.method,
            "route": visit.route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "actor": visit.actor,
        }
        _ACCESS.info("request", extra={name: value for name, value in told.items() if value != ""})


class _Visit:
    """What is known of a request from the outside."""

    def __init__(self, request: Request, trace_id: str, ids: dict[str, str]) -> None:
        # The ids are those that every line of the log says while the request is answered.
        self.request, self.trace_id, self.ids = request, trace_id, ids
        self.route = "(none)"
        self.actor = ""
        self.headers: list[tuple[str, str]] = []
        self.started = time.perf_counter()

    @property
    def address(self) -> str:
        return self.request.client.host if self.request.client else ""


def allowed(match: Match[Any]) -> str:
    methods = {*match.methods, "OPTIONS", *(["HEAD"] if "GET" in match.methods else [])}
    return ", ".join(sorted(methods))


def _request_id(request: Request) -> str:
    """The one that a proxy gave it, where that is an id and nothing that tells of people; else a new one."""
    given = request.headers.get(REQUEST_ID, "")
    return given if _ID.fullmatch(given) and redacted(given) == given else new_id().hex


def _of_tenant(ids: Mapping[str, str]) -> dict[str, str]:
    return {"tenant.id": ids["tenant_id"]} if "tenant_id" in ids else {}


def _raw_path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return raw.split(b"?", 1)[0].decode("ascii", "replace")


def _without_body(send: Send) -> Send:
    async def head(message: Any) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return head
