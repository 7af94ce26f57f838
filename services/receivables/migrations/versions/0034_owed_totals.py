"""Ageing by customer and by contract finds the largest in totals that the ledger keeps."""

from chassis.migration import run_down, run_up

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
