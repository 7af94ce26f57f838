"""Fitting a model on the company's own closed leads: what runs beside the service while a ScoreTraining is running.

The library works in a process of its own (leads.training); here its input is gathered and its word is kept. Whoever runs it says so every
few seconds. When nobody does any more, because the service ended, the training's timer starts it again from the beginning.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from chassis.ids import derived_id
from chassis.principal import Principal
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from leads.commands.score_models import find_published
from leads.domain.score_model import ScoreModel
from leads.domain.score_training import FAILED, TOO_FEW_OUTCOMES, ScoreTraining
from leads.outcomes import closed_leads, minimum_of_outcomes

if TYPE_CHECKING:
    from chassis.runtime import Runtime

# How often the runner looks whether somebody has cancelled.
LOOK_SECONDS = 2.0
# A line holds a whole model.
_LONGEST_LINE = 16 * 1024 * 1024


@timer("score_training")
async def run_score_training(due: Due, uow: UnitOfWork) -> None:
    """Starts the run, or lets go on what runs here already."""
    training = await uow.get(ScoreTraining, due.subject_id)
    if uow.background.is_running(str(training.id)):
        training.go_on(uow.now, training.progress)
    elif training.begin(uow.now):
        uow.start_afterwards(str(training.id), partial(_run, uow.tenant_id, training.id))


async def _run(tenant_id: UUID, id: UUID, runtime: Runtime) -> None:
    async with _training(runtime, tenant_id, id) as (uow, training):
        excluded = training.excluded_features
        rows = await closed_leads(uow, excluded)
    async with _training(runtime, tenant_id, id) as (uow, training):
        if not training.is_open:
            return
        training.leads, training.won = len(rows), sum(row["won"] for row in rows)
        least = await minimum_of_outcomes(uow)
        # To tell won from lost, both must have been seen some times.
        if len(rows) < least or min(training.won, len(rows) - training.won) < max(1, least // 20):
            training.fail(TOO_FEW_OUTCOMES, uow.now)
            return
    try:
        made = await _fitted(runtime, tenant_id, id, rows)
    except (OSError, ValueError, EOFError):
        runtime.log.exception("training %s failed", id)
        made = {}
    async with _training(runtime, tenant_id, id) as (uow, training):
        if not training.is_open:
            return
        if "model" not in made:
            training.fail(FAILED, uow.now)
        else:
            training.succeed(made["quality"], (await _draft(uow, training, made)).id, uow.now)


@asynccontextmanager
async def _training(runtime: Runtime, tenant_id: UUID, id: UUID) -> AsyncIterator[tuple[UnitOfWork, ScoreTraining]]:
    principal = Principal.service(runtime.service.name, tenant_id, cause="score_training")
    async with runtime.unit_of_work(principal, method="score_training") as uow:
        yield uow, await uow.get(ScoreTraining, id)


async def _fitted(runtime: Runtime, tenant_id: UUID, id: UUID, rows: list[dict[str, Any]]) -> Mapping[str, Any]:
    """What the process makes of the rows; nothing when somebody cancelled. Ends the process in any case."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "leads.training"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
    )
    feeding = asyncio.create_task(_feed(process, rows))
    try:
        while True:
            told = await _told(process)
            if "model" in told:
                return told
            async with _training(runtime, tenant_id, id) as (uow, training):
                if not training.is_open:
                    return {}
                training.go_on(uow.now, told.get("progress", training.progress))
    finally:
        feeding.cancel()
        if process.returncode is None:
            process.kill()
        await asyncio.gather(feeding, process.wait(), return_exceptions=True)


async def _feed(process: asyncio.subprocess.Process, rows: list[dict[str, Any]]) -> None:
    if process.stdin is not None:
        for row in rows:
            process.stdin.write(orjson.dumps(row) + b"\n")
            await process.stdin.drain()
        process.stdin.close()


async def _told(process: asyncio.subprocess.Process) -> dict[str, Any]:
    """The next line of the process; nothing after some seconds without one. Raises EOFError when it ended without a model."""
    if process.stdout is None:
        raise EOFError("The process has no output.")
    try:
        # Not wait_for: in Python 3.11 it can swallow that somebody stops the run.
        async with asyncio.timeout(LOOK_SECONDS):
            line = await process.stdout.readline()
    except TimeoutError:
        return {}
    if not line:
        raise EOFError("The process ended without a model.")
    told: dict[str, Any] = orjson.loads(line)
    return told


async def _draft(uow: UnitOfWork, training: ScoreTraining, made: Mapping[str, Any]) -> ScoreModel:
    """The model in use with what was fitted, as a draft that somebody may publish."""
    name = f"拟合模型 {uow.today.isoformat()}"
    id = derived_id(training.id, "score_model")
    model = ScoreModel(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=name)
    for published in await find_published(uow):
        model.take_over(published)
    model.take_fitted({**made["model"], "quality": made["quality"]}, training.id)
    return uow.add(model)
