"""What a member is told from outside."""

import base64
from pathlib import Path

import pytest

from chassis.environment import Address, SettingsError
from chassis.settings import GatewaySettings, MigrationSettings, ServiceSettings


@pytest.fixture
def told(tmp_path: Path) -> dict[str, str]:
    """A complete environment of the gateway."""
    for name in ("signing.pem", "installation.key"):
        (tmp_path / name).write_text("")
    (tmp_path / "master.key").write_bytes(base64.b64encode(bytes(32)) + b"\n")
    return {
        "DAOZHANG_DATABASE_APP_URL": "postgresql://accounts_app:secret@127.0.0.1:5432/accounts",
        "DAOZHANG_DATABASE_WORKER_URL": "postgresql://accounts_worker:secret@127.0.0.1:5432/accounts",
        "DAOZHANG_NATS_URL": "nats://accounts:secret@127.0.0.1:4222",
        "DAOZHANG_GRPC_LISTEN": "127.0.0.1:7101",
        "DAOZHANG_OPS_LISTEN": "[::1]:0",
        "DAOZHANG_SIGNING_KEY_FILE": str(tmp_path / "signing.pem"),
        "DAOZHANG_TRUSTED_KEYS_DIR": str(tmp_path),
        "DAOZHANG_MASTER_KEY_FILE": str(tmp_path / "master.key"),
        "DAOZHANG_PEERS": "accounts=127.0.0.1:7101, pipeline=pipeline.crm.svc:7101",
        "DAOZHANG_HTTP_LISTEN": "0.0.0.0:8000",
        "DAOZHANG_INSTALLATION_KEY_FILE": str(tmp_path / "installation.key"),
        "DAOZHANG_ATTACHMENTS": "s3://bucket/attachments",
    }


def test_a_complete_environment_is_read(told: dict[str, str]) -> None:
    settings = GatewaySettings.read(told)
    assert settings.service.grpc_listen == Address("127.0.0.1", 7101)
    assert str(settings.service.ops_listen) == "[::1]:0"
    assert settings.service.peers == {"accounts": "127.0.0.1:7101", "pipeline": "pipeline.crm.svc:7101"}
    assert settings.service.keys.master_key() == bytes(32)
    assert (settings.attachments, settings.secure_cookies, settings.service.otlp_endpoint) == ("s3://bucket/attachments", True, "")


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        ServiceSettings.read({})
    assert refused.value.problems == [
        f"DAOZHANG_{name}: is missing"
        for name in (
            "DATABASE_APP_URL",
            "DATABASE_WORKER_URL",
            "SIGNING_KEY_FILE",
            "TRUSTED_KEYS_DIR",
            "MASTER_KEY_FILE",
            "NATS_URL",
            "GRPC_LISTEN",
            "OPS_LISTEN",
        )
    ]
    assert str(refused.value).startswith("The settings are not complete:\n  DAOZHANG_DATABASE_APP_URL")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("GRPC_LISTEN", "7101", "host:port is expected"),
        ("GRPC_LISTEN", "localhost:99999", "host:port is expected"),
        ("PEERS", "accounts", "host:port is expected"),
        ("PEERS", "a=x:1,a=x:2", "name=host:port, separated by commas, each name once, is expected"),
        ("DATABASE_APP_URL", "mysql://secret@x/y", "postgresql://role:password@host:port/database is expected"),
        ("TRUSTED_KEYS_DIR", "/nowhere", "there is no folder /nowhere"),
        ("MASTER_KEY_FILE", "/nowhere", "there is no file /nowhere"),
        ("CALENDARS_DIR", "/nowhere", "there is no folder /nowhere"),
        ("OTLP_ENDPOINT", "collector:4318", "http://host:port is expected"),
        ("TRACE_SHARE", "10%", "a number from 0 to 1 is expected"),
        ("TRACE_SHARE", "2", "a number from 0 to 1 is expected"),
        ("SECURE_COOKIES", "yes", "true or false is expected"),
        ("ATTACHMENTS", " ", "is missing"),
    ],
)
def test_what_is_wrong_is_said_without_secrets(told: dict[str, str], name: str, value: str, problem: str) -> None:
    with pytest.raises(SettingsError) as refused:
        GatewaySettings.read({**told, f"DAOZHANG_{name}": value})
    assert refused.value.problems == [f"DAOZHANG_{name}: {problem}"]


def test_settings_do_not_show_passwords(told: dict[str, str]) -> None:
    assert "secret" not in repr(GatewaySettings.read(told))
    assert "secret" not in repr(MigrationSettings.read({"DAOZHANG_DATABASE_OWNER_URL": "postgresql://o:secret@h/d"}))


def test_a_member_that_serves_needs_no_owner_and_one_that_migrates_nothing_else(told: dict[str, str]) -> None:
    ServiceSettings.read(told)
    owner = "postgresql://accounts_owner:secret@127.0.0.1:5432/accounts"
    assert MigrationSettings.read({"DAOZHANG_DATABASE_OWNER_URL": owner}).owner_url == owner


@pytest.mark.parametrize("content", [b"", b"x" * 32, base64.b64encode(bytes(16))])
def test_a_master_key_of_the_wrong_size_is_refused(told: dict[str, str], content: bytes) -> None:
    Path(told["DAOZHANG_MASTER_KEY_FILE"]).write_bytes(content)
    with pytest.raises(SettingsError, match="32 bytes in base64"):
        ServiceSettings.read(told).keys.master_key()


def test_a_certificate_comes_with_its_key_and_its_authorities_or_not_at_all(told: dict[str, str], tmp_path: Path) -> None:
    assert ServiceSettings.read(told).tls.own is None
    file = str(tmp_path / "signing.pem")
    with pytest.raises(SettingsError, match="all three are needed, or none"):
        ServiceSettings.read(told | {"DAOZHANG_TLS_KEY_FILE": file})
    whole = told | {f"DAOZHANG_TLS_{name}_FILE": file for name in ("CERTIFICATE", "KEY", "CA")}
    assert ServiceSettings.read(whole).tls.own is not None
    with pytest.raises(SettingsError, match="DATABASE_CA_FILE: there is no file"):
        MigrationSettings.read({"DAOZHANG_DATABASE_OWNER_URL": "postgresql://o:s@h:1/d", "DAOZHANG_DATABASE_CA_FILE": "/nowhere"})
