"""How one signs in to the demo company: a line for each role worth trying."""

from collections.abc import Iterator

from tools.demo.memory import Memory
from tools.demo.organisation import ADMINISTRATOR, BY_KEY, CODE, HOST, NAME

# What a person of the company shows best.
FACES = {
    "sales1": "representative: what to do today",
    "manager1": "manager of a region",
    "marketing": "marketing: leads, channels and what they return",
    "commercial": "commercial: contracts, seals, milestones",
    "accountant": "receivables: plans, allocation, disputes",
    "finance": "finance manager: approvals, ageing, proof",
    "executive": "executive: everything, read only",
    ADMINISTRATOR: "administrator",
}


def lines(memory: Memory) -> Iterator[str]:
    yield f"demo company     {NAME}: company {CODE}, password {memory.password} for everybody here"
    for key, what in FACES.items():
        name = BY_KEY[key].name if key in BY_KEY else "管理员"
        yield f"                 {f'{key}@{HOST}':<26} {name}, {what}"
