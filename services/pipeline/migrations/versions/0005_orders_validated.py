"""No frame contract is called off beyond its limit: what was said of new rows is said of all."""

from chassis.migration import run_down, run_up

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
