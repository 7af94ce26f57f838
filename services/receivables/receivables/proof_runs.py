"""Proofs in the background: started and cancelled by people, advanced by a timer, so that they go on after a restart where they were."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from chassis.errors import forbidden
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message, values
from chassis.reader import Reader
from chassis.scope import Scope
from chassis.service import Due, command, query, timer
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known, proof, proving
from receivables.domain.proof_run import ProofRun, ProofRunState
from receivables.proof_tables import proof_run
from receivables.seeing import company_wide

PROVE, PROVE_AGAIN = "prove", "prove_again"
_WHY = "A proof tells of all customers"
# What has no key is looked at in one go.
_PATIENCE = text("set local statement_timeout = '5min'")
# Shorter than what a period may be closed on, by as long as a proof may take.
AGAIN_AFTER = timedelta(hours=22)
r = proof_run.c

RUNS = Listing(
    proof_run,
    {
        **{column.name: column for column in (r.id, r.legal_entity_id, r.drift_count, r.asked_by, r.create_time, r.end_time)},
        "state": choice(r.state, ProofRunState),
    },
    scoped=False,
)


def run_timers(run: ProofRun) -> Mapping[tuple[str, str], datetime]:
    """At once, some keys after the others, until none is left. All of a large book is proved again a day later, and so every day."""
    if run.state is ProofRunState.RUNNING:
        return {(PROVE, str(run.step)): run.create_time}
    if run.end_time is None or run.state is not ProofRunState.DONE or run.legal_entity_id or run.total_count <= proving.MOST_AT_ONCE:
        return {}
    return {(PROVE_AGAIN, ""): run.end_time + AGAIN_AFTER}


@timer(PROVE_AGAIN)
async def prove_again(due: Due, uow: UnitOfWork) -> None:
    """Unless somebody has begun another one since."""
    last = await proving.newest(uow.execute, uow.tenant_id, None, (ProofRunState.RUNNING, ProofRunState.DONE))
    if last is not None and last.id == due.subject_id:
        await _begin(uow, None)


@timer(PROVE)
async def advance_proof(due: Due, uow: UnitOfWork) -> None:
    run = await uow.get(ProofRun, due.subject_id)
    if run.state is not ProofRunState.RUNNING:
        return
    await uow.execute(_PATIENCE)
    found = await proof.prove(uow.execute, proof.PARTS[run.part], run.after, uow.tenant_id, run.legal_entity_id)
    run.advance(found.drifts, keys=found.keys, last=found.last, parts=len(proof.PARTS), now=uow.now)


@command
async def create_proof_run(request: pb.CreateProofRunRequest, uow: UnitOfWork) -> ProofRun:
    entity_id = values(request.proof_run)["legal_entity_id"]
    check_provable(uow.scope, entity_id)
    if entity_id is not None:
        await known.legal_entity(uow, entity_id, "proof_run.legal_entity_id")
    return await _begin(uow, entity_id)


async def _begin(uow: UnitOfWork, legal_entity_id: UUID | None) -> ProofRun:
    run = ProofRun(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        legal_entity_id=legal_entity_id,
        asked_by=uow.principal.person_id,
    )
    run.total_count = await proof.count(uow.execute, uow.tenant_id, legal_entity_id)
    return uow.add(run)


@command
async def cancel_proof_run(request: pb.CancelProofRunRequest, uow: UnitOfWork) -> ProofRun:
    run = await uow.get(ProofRun, request.proof_run_id, etag=request.etag)
    check_provable(uow.scope, run.legal_entity_id)
    run.cancel(uow.now)
    return run


@query
async def get_proof_run(request: pb.GetProofRunRequest, reader: Reader) -> pb.ProofRun:
    run = await reader.get(ProofRun, request.proof_run_id)
    check_provable(reader.scope, run.legal_entity_id)
    return to_message(pb.ProofRun, run)


@query
async def list_proof_runs(request: pb.ListProofRunsRequest, reader: Reader) -> pb.ListProofRunsResponse:
    company_wide(reader.scope, _WHY)
    return await reader.page(RUNS, request, pb.ListProofRunsResponse)


def check_provable(scope: Scope, legal_entity_id: UUID | None) -> None:
    """Raises COMPANY_WIDE_ONLY for who may not see all of these books: what they miss would look like a drift."""
    company_wide(scope, _WHY)
    if scope.limits.legal_entity_ids and legal_entity_id not in scope.limits.legal_entity_ids:
        raise forbidden("COMPANY_WIDE_ONLY", "You may prove the books of some companies of ours only; say which by legal_entity_id.")
