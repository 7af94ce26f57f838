"""A new company, and signing in as the people in it.

Duties are separated, so a program that fills a company needs several people: one may not do what another must check.
"""

import uuid

from tools.api.client import Client, Json, Refused

DEVICE = "program"


async def found_company(door: Client, installation_key: str, tenant: Json, administrator: Json) -> Json:
    """Makes the company, or finds the one that an earlier run has made. Raises Refused (409) where the code is somebody else's.

    The key follows from the password, which the earlier run has kept: it finds its own company and takes no other for it.
    """
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tenant['code']}/{administrator['password']}"))
    body: Json = {"tenant": tenant, "administrator": administrator}
    made: Json = await door.post("/v1/tenants", body, key=key, headers={"installation-key": installation_key})
    return made


async def sign_in(door: Client, tenant: str, email: str, password: str) -> Client:
    session = await door.post("/v1/sessions", {"tenant": tenant, "email": email, "password": password, "device": DEVICE})
    return door.signed_in(session["token"])


async def as_user(door: Client, administrator: Client, tenant: str, user: Json, password: str) -> Client:
    """Signs in as somebody of the company. Where the password is not theirs, they get it first."""
    email = user["email"]
    try:
        return await sign_in(door, tenant, email, password)
    except Refused as refused:
        if refused.status != 401:
            raise
    told = await administrator.post(f"/v1/users/{user['id']}:resetPassword", {})
    temporary = told["temporaryPassword"]
    newcomer = await sign_in(door, tenant, email, temporary)
    await newcomer.post("/v1/me:changePassword", {"currentPassword": temporary, "newPassword": password})
    return newcomer
