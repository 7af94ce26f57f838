"""Whose hands the import has. Duties are separated, so it needs several people: one may not do what another must check."""

import uuid
from dataclasses import dataclass

from tools.import_crm.bodies import Json
from tools.import_crm.client import Client, Refused
from tools.import_crm.keep import Keep
from tools.import_crm.mapping import Mapping
from tools.stack.trouble import Trouble


@dataclass(frozen=True)
class SignIn:
    """Of an administrator of a company that is there already."""

    email: str
    password: str


@dataclass(frozen=True)
class Company:
    """The company that is imported into. Without a sign-in it is a new one, made with the installation key."""

    code: str
    installation_key: str = ""
    sign_in: SignIn | None = None


async def administrator(door: Client, company: Company, mapping: Mapping, keep: Keep) -> Client:
    """Signs in as the company's administrator; makes the company first, if it is to be a new one and was not made by an earlier run."""
    if company.sign_in is not None:
        return await _sign_in(door, company.code, company.sign_in.email, company.sign_in.password)
    email = f"admin@{mapping.mail_domain}"
    password = keep.password(email)
    await _found(door, company, mapping, email, password)
    return await _sign_in(door, company.code, email, password)


async def _found(door: Client, company: Company, mapping: Mapping, email: str, password: str) -> None:
    """The key follows from the password, which an earlier run has kept: it finds its own company and takes no other for it."""
    body: Json = {
        "tenant": {
            "name": mapping.company,
            "code": company.code,
            "functionalCurrency": mapping.currency,
            "timeZone": mapping.time_zone,
            "locale": mapping.locale,
        },
        "administrator": {"name": "Administrator", "email": email, "password": password},
    }
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{company.code}/{password}"))
    try:
        await door.post("/v1/tenants", body, key=key, headers={"installation-key": company.installation_key})
    except Refused as refused:
        if refused.status != 409:
            raise
        raise Trouble(
            f"there is a company {company.code!r} already, and this import did not make it. Choose another code (TENANT=...), "
            "or give the mail address of its administrator (SIGN_IN=...)"
        ) from refused


async def as_user(door: Client, administrator: Client, tenant: str, user: Json, keep: Keep) -> Client:
    """Signs in as somebody whom the import has hired. Where the kept password is not theirs, they get a new one first."""
    email, password = user["email"], keep.password(user["email"])
    try:
        return await _sign_in(door, tenant, email, password)
    except Refused as refused:
        if refused.status != 401:
            raise
    told = await administrator.post(f"/v1/users/{user['id']}:resetPassword", {})
    temporary = told["temporaryPassword"]
    newcomer = await _sign_in(door, tenant, email, temporary)
    await newcomer.post("/v1/me:changePassword", {"currentPassword": temporary, "newPassword": password})
    return await _sign_in(door, tenant, email, password)


async def _sign_in(door: Client, tenant: str, email: str, password: str) -> Client:
    session = await door.post("/v1/sessions", {"tenant": tenant, "email": email, "password": password, "device": "import"})
    return door.signed_in(session["token"])
