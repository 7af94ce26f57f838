"""Whether what 0022 checks is true of every row: looked at while others go on writing."""

from chassis.migration import run_down, run_up

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
