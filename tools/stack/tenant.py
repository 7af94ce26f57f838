"""The first company and its administrator, made through the public API as any integrator would."""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass
from http.client import HTTPConnection

from tools.stack.folder import DataFolder
from tools.stack.keys import INSTALLATION_KEY
from tools.stack.ports import HOST
from tools.stack.trouble import Trouble

COMPANY = {"name": "我的公司", "code": "company", "functionalCurrency": "CNY", "timeZone": "Asia/Shanghai"}
FILE = "administrator.json"


@dataclass(frozen=True)
class Administrator:
    """Who signs in first. `request` is the idempotency key: a run that was interrupted while it asked asks the same again."""

    email: str
    password: str
    request: str
    exists: bool = False


def first_administrator(folder: DataFolder) -> Administrator | None:
    """The administrator of the first company, if `make up` got as far."""
    file = folder.secrets / FILE
    administrator = Administrator(**json.loads(file.read_text())) if file.exists() else None
    return administrator if administrator and administrator.exists else None


def make_first_company(folder: DataFolder, http_port: int) -> Administrator:
    """Creates the company and its administrator unless that was done; gives what to sign in with."""
    file = folder.secrets / FILE
    if not file.exists():
        fresh = Administrator("admin@example.com", secrets.token_urlsafe(12), str(uuid.uuid4()))
        folder.write(file, json.dumps(asdict(fresh)))
    administrator = Administrator(**json.loads(file.read_text()))
    if not administrator.exists:
        _ask(administrator, folder.secret(INSTALLATION_KEY), http_port)
        administrator = Administrator(administrator.email, administrator.password, administrator.request, exists=True)
        folder.write(file, json.dumps(asdict(administrator)))
    return administrator


def _ask(administrator: Administrator, installation_key: str, port: int) -> None:
    body = {
        "tenant": COMPANY,
        "administrator": {"name": "管理员", "email": administrator.email, "password": administrator.password},
    }
    headers = {"Content-Type": "application/json", "Installation-Key": installation_key, "Idempotency-Key": administrator.request}
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("POST", "/v1/tenants", json.dumps(body).encode(), headers)
        reply = connection.getresponse()
        text = reply.read().decode(errors="replace")
    except OSError as error:
        raise Trouble(f"the gateway did not answer when it was asked for the first company: {error}") from error
    finally:
        connection.close()
    if reply.status not in (200, 201):
        raise Trouble(f"the gateway refused the first company with {reply.status}: {text}")
