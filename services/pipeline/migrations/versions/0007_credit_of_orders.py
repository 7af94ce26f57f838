"""Whether an order may be taken on credit."""

from chassis.migration import run_down, run_up

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
