"""The sales funnel: what stands in each stage, how much of it moves on, where most is lost, what it may bring."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from chassis.money import Money
from chassis.wire import money
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb

_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)

# Minor units by currency: sums over currencies are a list, never one figure.
Amounts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class StageCount:
    """What there is of one stage; the stages of a funnel come in the order in which a sale passes them.

    `ended_here` counts the opportunities, open or lost, that came exactly as far as this stage; an opportunity that was moved back
    came as far as it had been.
    """

    stage: str
    name: str
    name_en: str = ""
    probability: Decimal = Decimal(0)
    open_count: int = 0
    open_amounts: Amounts = field(default_factory=dict)
    lost_count: int = 0
    ended_here: int = 0


def funnel(sales_process_id: str, stages: Sequence[StageCount], won_count: int, won_amounts: Amounts) -> pb.Funnel:
    """The report. Who was won has passed every stage, whatever stage it was won in.

    conversion of a stage = reached the next one / reached this one; loss rate = lost while in it / reached it.
    """
    reached = _reached([stage.ended_here for stage in stages], won_count)
    following = [*reached[1:], won_count]
    expected = [_expected(stage) for stage in stages]
    return pb.Funnel(
        sales_process_id=sales_process_id,
        stages=[
            pb.FunnelStage(
                stage=stage.stage,
                name=stage.name,
                name_en=stage.name_en,
                position=position,
                probability=f"{stage.probability.normalize():f}",
                open_count=stage.open_count,
                open_amounts=_list(stage.open_amounts),
                reached_count=came,
                lost_count=stage.lost_count,
                conversion=rate(went_on, came),
                loss_rate=rate(stage.lost_count, came),
                expected_revenue=_list(revenue),
            )
            for position, (stage, came, went_on, revenue) in enumerate(zip(stages, reached, following, expected, strict=True), start=1)
        ],
        won_count=won_count,
        won_amounts=_list(won_amounts),
        lost_count=sum(stage.lost_count for stage in stages),
        conversion=rate(won_count, reached[0] if reached else 0),
        greatest_loss_stage=_greatest_loss(stages, reached),
        expected_revenue=_list(_sum(expected)),
    )


def _reached(ended_here: Iterable[int], won_count: int) -> list[int]:
    """How many came as far as each stage or further: those that ended in it or later, and the won ones."""
    return list(accumulate(reversed([*ended_here, won_count])))[:0:-1]


def rate(part: int, whole: int) -> str:
    """In per cent with one digit, half a digit away from zero; empty where there is nothing to divide by."""
    if whole <= 0:
        return ""
    return str((part * _HUNDRED / whole).quantize(_TENTH, ROUND_HALF_UP))


def _greatest_loss(stages: Sequence[StageCount], reached: Sequence[int]) -> str:
    """The stage with the highest loss rate; of equal ones that which loses more."""
    losing = [(stage, came) for stage, came in zip(stages, reached, strict=True) if stage.lost_count]
    return max(losing, key=lambda each: (Decimal(each[0].lost_count) / each[1], each[0].lost_count))[0].stage if losing else ""


def _expected(stage: StageCount) -> Amounts:
    """Amount × probability; rounded per stage and currency, so that the sum is the sum of what is shown."""
    share = stage.probability / _HUNDRED
    return {currency: int((minor * share).quantize(Decimal(1), ROUND_HALF_UP)) for currency, minor in stage.open_amounts.items()}


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    total: Counter[str] = Counter()
    for each in amounts:
        total.update(each)
    return total


def _list(amounts: Amounts) -> list[common.Money]:
    return [money(Money(currency, minor)) for currency, minor in sorted(amounts.items())]
