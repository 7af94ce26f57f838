"""Provisions by ageing bucket, and the matrix that they go by."""

from chassis.migration import run_down, run_up

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
