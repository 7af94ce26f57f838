"""What of an order counts as exposure."""

from chassis.migration import run_down, run_up

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
