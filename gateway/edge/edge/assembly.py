"""Puts the parts together: members, routes, description, what stands around RPCs."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Response
from opentelemetry import trace

from chassis.collections import collections
from chassis.principal import Signer
from chassis.telemetry import Metrics
from edge.access import Access
from edge.account_statements.endpoints import BOOKS, SCANS, SHARED_CONTENT, AccountStatements
from edge.account_statements.endpoints import CONTENT as STATEMENT
from edge.account_statements.rendering import Renderer
from edge.acting import Acting
from edge.app import Edge, Endpoint, PlainEndpoint
from edge.attachments.description import CONTENT, UPLOAD
from edge.attachments.endpoints import Attachments
from edge.attachments.storage import Storage
from edge.attachments.subjects import Subjects, subject_readers
from edge.authentication import Authentication
from edge.bindings import Binding, bindings
from edge.calling import Members
from edge.description import description
from edge.docs import StaticContent, pages
from edge.exchange import Exchange
from edge.exports.endpoints import CONTENT as EXPORTED
from edge.exports.endpoints import Exports
from edge.exports.writer import ExportWriter
from edge.figures import Figures
from edge.imports.description import UPLOAD as IMPORT_UPLOAD
from edge.imports.endpoints import FIELDS, REJECTED, Imports
from edge.imports.worker import ImportWorker
from edge.limits import Buckets
from edge.live import stream as live
from edge.live.hub import Hub
from edge.paths import PathTable, Template
from edge.rpc import Around, RpcEndpoint
from edge.search import endpoint as search
from edge.search.sources import sources
from edge.security import response_headers
from edge.sessions import Cookie, Sessions, resolver
from edge.settings import EdgeSettings, Limits
from edge.site import Site


def assemble(
    members: Members,
    settings: EdgeSettings,
    *,
    signer: Signer,
    storage: Storage,
    master_key: bytes,
    exporter: ExportWriter,
    importer: ImportWorker,
    hub: Hub,
    tracer: trace.Tracer,
    figures: Figures | None = None,
    site: Site | None = None,
) -> FastAPI:
    """The application over these members. Raises TypeError or ValueError when a proto file asks for what cannot be served."""
    limits, figures = settings.limits, figures or Figures(Metrics("edge"))
    figures.listeners(hub.count)
    authentication = Authentication(resolver(members, limits.deadline_seconds), signer)
    cookie = Cookie(secure=settings.secure_cookies)
    readers = subject_readers(members.services)
    attachments = Attachments(storage, Subjects(readers), master_key, limits.attachment_bytes)
    exports = Exports(storage, exporter, master_key, collections(members.services))
    imports = Imports(storage, importer, master_key, limits.import_bytes)
    links = Buckets(limits.shared, "address for links", refused=figures.limited("shared"))
    statements = AccountStatements(storage, Acting(members, signer), master_key, limits.scan_bytes, links, Renderer())
    attempts = Buckets(limits.sign_in, "address for this sign-in", refused=figures.limited("sign_in"))
    sessions = Sessions(cookie, authentication, attempts, figures)
    paths: PathTable[Endpoint] = PathTable()
    parts = (sessions, attachments, exports, imports, statements, Access(readers))
    _add_rpcs(paths, members, limits, {name: around for part in parts for name, around in part.arounds().items()})
    _add(paths, "POST", "/v1/attachments", attachments.upload)
    _add(paths, "GET", CONTENT, attachments.content)
    _add(paths, "GET", EXPORTED, exports.content)
    _add(paths, "POST", "/v1/imports", imports.upload)
    _add(paths, "GET", REJECTED, imports.rejected)
    _add(paths, "GET", FIELDS, imports.fields)
    if any(service.full_name == BOOKS.full_name for service in members.services):
        _add(paths, "GET", STATEMENT, statements.content)
        _add(paths, "POST", SHARED_CONTENT, statements.shared_content, anonymous=True)
        _add(paths, "POST", SCANS, statements.scan, anonymous=True)
    _add(paths, "GET", live.PATH, live.LiveUpdates(hub, authentication))
    _add(paths, "GET", search.PATH, search.Search(sources(members.services)))
    for path, page in pages(description(members.services, settings)).items():
        _add_page(paths, path, page)
    door = Edge(
        paths,
        members,
        authentication,
        cookie,
        limits,
        tracer=tracer,
        headers=response_headers(secure=settings.secure_cookies),
        figures=figures,
        site=site,
    )
    # Routes and their description come from the proto files, so FastAPI's own stay off; it is the application that holds the door.
    # Not mounted: a mount does not match paths with line breaks, and FastAPI would answer those in its own way.
    app = FastAPI(title="Daozhang", openapi_url=None, docs_url=None, redoc_url=None)
    app.router.default = door
    return app


def _add_rpcs(paths: PathTable[Endpoint], members: Members, limits: Limits, arounds: Mapping[str, Around]) -> None:
    """All that have a binding but the uploads, whose bodies are files."""
    all_bindings = list(bindings(members.services))
    for binding in all_bindings:
        if binding.name not in (UPLOAD, IMPORT_UPLOAD):
            endpoint = RpcEndpoint(binding, limits, arounds.get(binding.name), _is_readable(binding, all_bindings))
            paths.add(binding.template, binding.http_method, endpoint)


def _is_readable(binding: Binding, all_bindings: list[Binding]) -> bool:
    """Whether what the binding creates can be read under its collection and its id."""
    if binding.status != 201:
        return False
    one = f"{binding.template.shape}/{{}}"
    return any(other.http_method == "GET" and other.template.shape == one for other in all_bindings)


def _add(paths: PathTable[Endpoint], http_method: str, path: str, answer: Any, *, anonymous: bool = False) -> None:
    paths.add(Template.parse(path), http_method, PlainEndpoint(path, answer, anonymous))


def _add_page(paths: PathTable[Endpoint], path: str, page: StaticContent) -> None:
    async def show(exchange: Exchange) -> Response:
        return await page(exchange.request)

    paths.add(Template.literal(path), "GET", PlainEndpoint(path, show, anonymous=True))
