"""The company that a sales book is imported into, and who administers it."""

from dataclasses import dataclass

from tools.api.client import Client, Json, Refused
from tools.api.keep import Keep
from tools.api.signing_in import found_company, sign_in
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
        return await sign_in(door, company.code, company.sign_in.email, company.sign_in.password)
    email = f"admin@{mapping.mail_domain}"
    password = keep.password(email)
    await _found(door, company, mapping, email, password)
    return await sign_in(door, company.code, email, password)


async def _found(door: Client, company: Company, mapping: Mapping, email: str, password: str) -> None:
    tenant: Json = {
        "name": mapping.company,
        "code": company.code,
        "functionalCurrency": mapping.currency,
        "timeZone": mapping.time_zone,
        "locale": mapping.locale,
    }
    try:
        await found_company(door, company.installation_key, tenant, {"name": "Administrator", "email": email, "password": password})
    except Refused as refused:
        if refused.status != 409:
            raise
        raise Trouble(
            f"there is a company {company.code!r} already, and this import did not make it. Choose another code (TENANT=...), "
            "or give the mail address of its administrator (SIGN_IN=...)"
        ) from refused
