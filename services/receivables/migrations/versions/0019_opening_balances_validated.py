"""Rows of before are looked at and indexes made while others go on writing."""

from chassis.migration import run_down, run_up

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
