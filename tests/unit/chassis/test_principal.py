"""Who acts, how far, and who is believed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chassis.errors import DomainError, Kind
from chassis.principal import Grant, Principal, Signer, Verifier
from chassis.scope import Limits, Reach, Scope
from crm.common.v1 import principal_pb2 as pb

TENANT, LI, KEY, TEAM, BELOW, ENTITY = (UUID(int=number) for number in range(1, 7))
NOW = datetime(2025, 12, 1, 4, 0, tzinfo=UTC)
OWN, BELOW_TOO = Grant(Reach.OWN), Grant(Reach.TEAM_AND_BELOW, Limits((ENTITY,), ("east",), ("pumps",), ("华东",)))
PERMISSIONS = {
    "account.read": BELOW_TOO,
    "account.update": OWN,
    "contract.read": BELOW_TOO,
    "lead.read": Grant(Reach.TEAM),
    "money.read": Grant(Reach.COMPANY),
}


def li(**changes: object) -> Principal:
    fields = {"permissions": PERMISSIONS, "team_ids": (TEAM,), "team_ids_below": (BELOW,), "sign_in_time": int(NOW.timestamp())}
    return Principal("user", str(LI), TENANT, LI, **{**fields, **changes})  # type: ignore[arg-type]


def believed_by(*signers: Signer, member: str = "", at: datetime = NOW) -> Verifier:
    return Verifier({signer.issuer: signer.public_key for signer in signers}, member, real=lambda: at)


@pytest.fixture
def gateway() -> Signer:
    return Signer.generate("gateway")


def refusal(verifier: Verifier, token: bytes) -> str:
    with pytest.raises(DomainError) as refused:
        verifier.verify(token)
    assert (refused.value.kind, refused.value.reason) == (Kind.UNAUTHENTICATED, "PRINCIPAL_INVALID")
    return refused.value.detail


# --- how far ---------------------------------------------------------------------------------


def test_a_permission_reaches_the_rows_that_its_grant_says() -> None:
    assert li().scope_for("account.update") == Scope(TENANT, Reach.OWN, LI)
    assert li().scope_for("lead.read") == Scope(TENANT, Reach.TEAM, LI, (TEAM,))
    assert li().scope_for("account.read") == Scope(TENANT, Reach.TEAM_AND_BELOW, LI, (TEAM, BELOW), BELOW_TOO.limits)
    assert li().scope_for("money.read") == Scope(TENANT, Reach.COMPANY, LI)


def test_who_looks_with_another_persons_eyes_reads_as_they_do_and_answers_for_it_alone() -> None:
    looking = Principal.from_message(li(viewer_id=KEY).to_message())
    assert looking == li(viewer_id=KEY)
    assert looking.scope_for("account.update") == li().scope_for("account.update")
    assert (looking.actor, looking.responsible_id) == (f"user:{KEY}", KEY)
    assert (li().actor, li().responsible_id) == (f"user:{LI}", LI)
    assert not looking.is_one_of(LI, KEY)
    assert li().is_one_of(LI)
    assert not li().is_one_of(KEY, None)
    li().demand_own_eyes()
    with pytest.raises(DomainError) as refused:
        looking.demand_own_eyes()
    assert (refused.value.kind, refused.value.reason) == (Kind.FORBIDDEN, "VIEWING_AS_ANOTHER")


def test_what_was_not_granted_is_refused_by_name() -> None:
    with pytest.raises(DomainError) as refused:
        li().scope_for("receipt.allocate")
    assert (refused.value.kind, refused.value.metadata) == (Kind.FORBIDDEN, {"permission": "receipt.allocate"})
    assert li().may("account.read")
    assert not li().may("receipt.allocate")


def test_more_teams_than_a_header_holds_need_the_reach_company() -> None:
    li(team_ids=tuple(uuid4() for _ in range(100)), team_ids_below=tuple(uuid4() for _ in range(100)))
    with pytest.raises(DomainError, match="must reach the company"):
        li(team_ids_below=tuple(uuid4() for _ in range(200)))


def test_actors_are_named_by_kind() -> None:
    assert li().actor == f"user:{LI}"
    assert Principal("key", str(KEY), TENANT, LI).actor == f"key:{KEY}"
    pipeline = Principal.service("pipeline", TENANT, cause="event", on_behalf=f"user:{LI}")
    assert (pipeline.actor, pipeline.is_service, pipeline.service_name, pipeline.person_id) == ("service:pipeline", True, "pipeline", None)


def test_money_can_demand_a_recent_sign_in() -> None:
    assert li().signed_in_within(timedelta(minutes=30), NOW + timedelta(minutes=30))
    assert not li().signed_in_within(timedelta(minutes=30), NOW + timedelta(minutes=31))


# --- who is believed -------------------------------------------------------------------------


def test_a_principal_arrives_as_it_was_sent(gateway: Signer) -> None:
    sent = li(on_behalf="user:x", cause="session:y", sandbox=True)
    assert believed_by(gateway).verify(gateway.sign(sent, now=NOW)) == sent


def test_the_largest_principal_fits_into_a_header(gateway: Signer) -> None:
    names = {f"some_resource.some_act_{number}": (OWN, BELOW_TOO)[number % 2] for number in range(80)}
    largest = li(permissions=names, team_ids=tuple(uuid4() for _ in range(200)), team_ids_below=())
    assert len(gateway.sign(largest)) * 4 / 3 < 8000


def test_it_is_believed_for_a_minute(gateway: Signer) -> None:
    token = gateway.sign(li(), now=NOW)
    believed_by(gateway, at=NOW + timedelta(seconds=60)).verify(token)
    assert refusal(believed_by(gateway, at=NOW + timedelta(seconds=61)), token) == "The principal has expired."


def test_one_that_was_believed_before_is_believed_no_longer_than_others(gateway: Signer) -> None:
    hours = iter((NOW, NOW + timedelta(seconds=60), NOW + timedelta(seconds=61)))
    verifier, token = Verifier({"gateway": gateway.public_key}, real=lambda: next(hours)), gateway.sign(li(), now=NOW)
    assert verifier.verify(token) == verifier.verify(token) == li()
    assert refusal(verifier, token) == "The principal has expired."


def test_nobody_signs_for_longer_than_a_minute(gateway: Signer) -> None:
    assert "longer than is allowed" in refusal(believed_by(gateway), gateway.sign(li(), now=NOW + timedelta(seconds=6)))


def test_a_forged_or_changed_principal_is_refused(gateway: Signer) -> None:
    forged = Signer.generate("gateway").sign(li(), now=NOW)
    signed = pb.SignedPrincipal.FromString(gateway.sign(li(), now=NOW))
    changed = pb.SignedPrincipal(claims=signed.claims.replace(b"account.read", b"account.r3ad"), signature=signed.signature)
    for token in (forged, changed.SerializeToString(), b"", b"\xff\xff", signed.SerializeToString()[:-1]):
        assert refusal(believed_by(gateway), token) == "The principal's signature is not valid."


def test_an_unknown_issuer_is_not_believed(gateway: Signer) -> None:
    stranger = Signer.generate("stranger")
    assert refusal(believed_by(gateway), stranger.sign(Principal.service("stranger", TENANT, cause=""), now=NOW))


def test_a_service_speaks_for_itself_only(gateway: Signer) -> None:
    pipeline = Signer.generate("pipeline")
    verifier = believed_by(gateway, pipeline)
    assert verifier.verify(pipeline.sign(Principal.service("pipeline", TENANT, cause="timer"), now=NOW)).is_service
    for other in (li(), Principal.service("accounts", TENANT, cause="timer"), Principal("form", "pipeline", TENANT)):
        assert "may not speak for" in refusal(verifier, pipeline.sign(other, now=NOW))


def test_an_issuer_is_bound_to_its_key(gateway: Signer) -> None:
    """A service cannot sign as the gateway by writing the gateway's name."""
    pipeline = Signer.generate("pipeline")
    verifier = believed_by(gateway, pipeline)
    pipeline.issuer = "gateway"
    assert refusal(verifier, pipeline.sign(li(), now=NOW)) == "The principal's signature is not valid."


def test_a_principal_meant_for_one_member_is_refused_by_others(gateway: Signer) -> None:
    token = gateway.sign(li(), audience=["accounts"], now=NOW)
    believed_by(gateway, member="accounts").verify(token)
    assert refusal(believed_by(gateway, member="pipeline"), token) == "The principal is not meant for pipeline."
    assert refusal(believed_by(gateway), token)


def test_a_principal_that_makes_no_sense_is_refused(gateway: Signer) -> None:
    class Nonsense(Principal):
        def to_message(self) -> pb.Principal:
            return pb.Principal(kind=pb.Principal.KIND_USER, tenant_id=b"short")

    assert refusal(believed_by(gateway), gateway.sign(Nonsense("user", "", TENANT), now=NOW)) == "The principal cannot be read."


def test_keys_are_read_from_files_named_after_their_issuer(tmp_path: Path) -> None:
    signer = Signer.generate("accounts")
    private = signer._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # noqa: SLF001
    (tmp_path / "own.pem").write_bytes(private)
    trusted = tmp_path / "trusted"
    trusted.mkdir()
    (trusted / "accounts.pem").write_bytes(signer.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    token = Signer.read("accounts", tmp_path / "own.pem").sign(Principal.service("accounts", TENANT, cause=""))
    assert Verifier.read(trusted).verify(token).service_name == "accounts"
