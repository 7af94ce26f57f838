"""Who looks past the caller's scope is known, and why."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Duplicate checks, balancing and collisions; every use is audited with its reason. A new one is a decision: say here what it is for.
BEYOND_SCOPE = {
    "accounts/clocks.py": ["the last contact with an account"],
    "accounts/commands/subjects.py": ["the account of a subject"],
    "accounts/commands/accounts.py": ["the chain of parents of an account"],
    "accounts/commands/pools.py": ["whether a pool is empty"],
    "leads/assigning.py": ["how many open leads everybody has"],
    "leads/commands/assignment_rules.py": ["a rehearsal of assignment rules"],
    "leads/commands/duplicates.py": ["a duplicate check"],
    "leads/commands/lead_pools.py": ["whether a pool is empty"],
    "leads/commands/leads.py": ["all that an erasure must reach"],
    "leads/intake.py": ["the lead that an enquiry belongs to"],
    "leads/known_customers.py": ["whether customers are known already", "whether a customer is known already"],
    "pipeline/commands/known.py": ["contracts of an opportunity"],
    "pipeline/shipments.py": ["what must be paid before goods of an order go"],
    "receivables/commands/opening_balances.py": ["opening balances are taken back as a whole, or not at all"],
    "receivables/commissions.py": ["what an allocation brought goes back from everybody"],
}


def test_only_these_look_past_the_scope_of_the_caller() -> None:
    found: dict[str, list[str]] = {}
    for part in ("services", "gateway"):
        for file in sorted((ROOT / part).rglob("*.py")):
            if reasons := [*_reasons(file)]:
                found["/".join(file.relative_to(ROOT / part).parts[1:])] = reasons
    assert found == BEYOND_SCOPE


def _reasons(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "beyond_scope":
            yield ast.literal_eval(node.args[0])
