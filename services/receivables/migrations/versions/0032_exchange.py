"""Exchange rates, and what was gained or lost by them."""

from chassis.migration import run_down, run_up

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
