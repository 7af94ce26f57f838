"""Documents of statements, for who is signed in and for who has the customer's link; and the scan of the stamped paper that comes back.

A scan goes the way of every attachment: received and enciphered, stored, made known to identity; then the statement notes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from fastapi import Response
from google.protobuf.message import Message

from chassis import links
from chassis.jsoncodec import encode, parse
from chassis.server import ADDRESS
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import account_statements_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from edge import body
from edge.account_statements.rendering import FORMATS, Renderer
from edge.account_statements.words import LANGUAGES
from edge.acting import IDENTITY, Acting
from edge.attachments.encryption import Sealer
from edge.attachments.receiving import receive
from edge.attachments.storage import Storage
from edge.calling import Reply
from edge.downloads import file_headers
from edge.exchange import Exchange
from edge.limits import Buckets
from edge.problems import Fault, bad_request
from edge.requests import JSON
from edge.rpc import Around, Proceed
from edge.uploads import media_type

CONTENT = "/v1/accountStatements/{account_statement_id}/content"
SHARED_CONTENT = "/v1/sharedStatements:download"
SCANS = "/v1/sharedStatements:scan"
# Where the token stands for what has no JSON body: never in a path or a query, which others log.
LINK_HEADER = "statement-link"
SCAN_TYPES = ("application/pdf", "image/jpeg", "image/png")
BOOKS = books.DESCRIPTOR.services_by_name["Receivables"]
_RPCS = BOOKS.methods_by_name
_NAMESPACE = UUID("0d3c9a52-5b0e-5c0e-8a52-7f1f6a0c9e44")


@dataclass(frozen=True)
class AccountStatements:
    storage: Storage
    acting: Acting
    master_key: bytes
    most_bytes: int
    # Per address: whoever is not signed in.
    bucket: Buckets
    renderer: Renderer

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        return {_RPCS[name].full_name: self._limited for name in ("OpenSharedStatement", "AnswerSharedStatement")}

    async def _limited(self, exchange: Exchange, _request: object, proceed: Proceed) -> Reply:
        self.bucket.take(exchange.address)
        return await proceed()

    async def content(self, exchange: Exchange) -> Response:
        """For who may see the statement."""
        form, language = _asked(dict(exchange.request.query_params))
        request = pb.GetAccountStatementRequest(account_statement_id=exchange.variables["account_statement_id"])
        statement: pb.AccountStatement = (await exchange.call(_RPCS["GetAccountStatement"], request)).message
        return await self._document(exchange, _as_customers_see(statement), form, language)

    async def shared_content(self, exchange: Exchange) -> Response:
        """For who has the link: {"token", "format", "language"}."""
        self.bucket.take(exchange.address)
        given = parse(await body.whole(exchange.request, 10_000, exchange.seconds))
        said = {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
        form, language = _asked({name: value for name, value in said.items() if name != "token"})
        request = pb.OpenSharedStatementRequest(token=said.get("token", ""))
        statement: pb.SharedStatement = (
            await exchange.call(_RPCS["OpenSharedStatement"], request, extra={ADDRESS: exchange.address})
        ).message
        return await self._document(exchange, statement, form, language)

    async def _document(self, exchange: Exchange, statement: pb.SharedStatement, form: str, language: str) -> Response:
        content = await self.renderer(statement, form, language)
        return Response(content, 200, file_headers(f"{statement.number}.{form}"), FORMATS[form])

    async def scan(self, exchange: Exchange) -> Response:
        """Takes in the scan of the stamped paper. Raises Problem or DomainError."""
        self.bucket.take(exchange.address)
        body.refuse_announced(exchange.request, self.most_bytes)
        token, file_name = exchange.request.headers.get(LINK_HEADER, ""), exchange.request.query_params.get("fileName", "")
        kind = media_type(exchange, file_name, among=SCAN_TYPES)
        tenant_id = links.tenant_of(self.master_key, token)
        found = await self._ask(tenant_id, "GetStatementOfLink", pb.GetStatementOfLinkRequest(token=token))
        received = await receive(body.chunks(exchange.request, self.most_bytes), kind, Sealer(self.master_key, tenant_id))
        exchange.renew()
        # The same file sent twice is one attachment.
        id = uuid5(_NAMESPACE, f"{found.account_statement_id} {received.sha256}")
        try:
            await self.storage.put(f"{tenant_id}/{id}/{received.sha256}", received.sealed)
        finally:
            received.close()
        attachment = identity.Attachment(
            subject_type="account_statement",
            subject_id=found.account_statement_id,
            category=identity.ATTACHMENT_CATEGORY_BALANCE_CONFIRMATION,
            file_name=file_name,
        )
        create = identity.CreateAttachmentRequest(
            attachment=attachment, attachment_id=str(id), media_type=kind.name, size=received.size, sha256=received.sha256
        )
        await self.acting.service_call(tenant_id, IDENTITY["CreateAttachment"], create, cause=f"scan:{id}", key=f"scan-{id}")
        kept = await self._ask(tenant_id, "KeepStatementScan", pb.KeepStatementScanRequest(token=token, attachment_id=str(id)))
        return Response(encode(kept), 201, media_type=JSON)

    async def _ask(self, tenant_id: UUID, name: str, request: Message) -> Any:
        return await self.acting.service_call(tenant_id, _RPCS[name], request, cause="statement-scan")


def _asked(given: Mapping[str, str]) -> tuple[str, str]:
    """Format and language. Raises Problem for what there is not."""
    for name, known in (("format", tuple(FORMATS)), ("language", LANGUAGES)):
        if given.get(name, known[0]) not in known:
            detail = f"{name} is one of {', '.join(known)}."
            raise bad_request("PARAMETER_WRONG", detail, Fault(detail, parameter=name), known=", ".join(known))
    if unknown := sorted(given.keys() - {"format", "language"}):
        detail = f"There is no parameter {unknown[0][:60]!r}."
        raise bad_request("PARAMETER_UNKNOWN", detail, Fault(detail, parameter=unknown[0][:60]), known="format, language")
    return given.get("format", "pdf"), given.get("language", LANGUAGES[0])


def _as_customers_see(statement: pb.AccountStatement) -> pb.SharedStatement:
    """The fields that both have."""
    shared = pb.SharedStatement()
    for field, value in statement.ListFields():
        if field.name not in shared.DESCRIPTOR.fields_by_name:
            continue
        if field.is_repeated:
            getattr(shared, field.name).extend(value)
        elif field.message_type is not None:
            getattr(shared, field.name).CopyFrom(value)
        else:
            setattr(shared, field.name, value)
    return shared
