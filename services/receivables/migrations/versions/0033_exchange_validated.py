"""Accounts in foreign currencies are found, and the new kinds hold for what was there before."""

from chassis.migration import run_down, run_up

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
