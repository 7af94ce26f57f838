"""Plans of orders and of statement months (月结)."""

from chassis.migration import run_down, run_up

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
