"""What orders that are paid by month are counted by."""

from chassis.migration import run_down, run_up

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
