"""What the import says when it is done."""

from rich.console import Console
from rich.table import Table

from tools.api.keep import FILE
from tools.import_crm.running import REJECTED, Outcome


def print_outcome(outcome: Outcome, seconds: float, console: Console) -> None:
    _print_findings(outcome, console)
    table = Table(box=None, pad_edge=False, header_style="")
    table.add_column("", width=2)
    table.add_column("")
    table.add_column("in the files", justify="right")
    table.add_column("in the company", justify="right")
    for check in outcome.checks:
        table.add_row("[green]✓[/]" if check.holds else "[red]✗[/]", check.what, check.expected, check.found)
    console.print(table, soft_wrap=True)
    wrong = sum(not check.holds for check in outcome.checks)
    verdict = f"[red]{wrong} numbers do not agree[/]" if wrong else "every number agrees"
    console.print(f"\n  done in {seconds:.0f} s; {verdict}", highlight=False)
    who = f"  sign in   company {outcome.order.company.code}; {outcome.order.keep / FILE} says who, and with which passwords\n"
    console.print(who, highlight=False, markup=False, soft_wrap=True)


def _print_findings(outcome: Outcome, console: Console) -> None:
    console.print()
    for replaced, count in outcome.findings.replaced.most_common():
        console.print(f"  {count:>6,} ×  {replaced}", highlight=False, markup=False, soft_wrap=True)
    if waiting := sum(not deal.account for deal in outcome.imported.deals):
        console.print(f"  {waiting:>6,} ×  opportunity without account, kept; it waits for one", highlight=False, soft_wrap=True)
    if rejected := len(outcome.findings.rejected):
        console.print(
            f"  {rejected:>6,} ×  rejected: {outcome.order.keep / REJECTED} says why", highlight=False, markup=False, soft_wrap=True
        )
    console.print()
