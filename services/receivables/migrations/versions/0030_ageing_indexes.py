"""Ageing by any group, and of any day, is read from indexes alone."""

from chassis.migration import run_down, run_up

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
