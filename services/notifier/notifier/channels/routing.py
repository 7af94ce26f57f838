"""Which of the company's channels of a kind a message goes by: the one that is set up nearest to its person, up the tree of teams."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID


def nearest(channels: Sequence[Any], team_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> Any | None:
    """None where there is no channel for the person. Of several at one place, one that reaches the person before one that reaches a
    group, then the oldest. `parents` are teams with the team above each."""
    for place in (*_upwards(team_id, parents), None):
        here = [channel for channel in channels if channel.team_id == place]
        if here:
            return min(here, key=lambda channel: (channel.wecom_agent == 0, channel.create_time, channel.id))
    return None


def _upwards(team_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    way: list[UUID] = []
    while team_id is not None and team_id not in way:
        way.append(team_id)
        team_id = parents.get(team_id)
    return way
