"""Whether what 0020 checks is true of every row: looked at while others go on writing."""

from chassis.migration import run_down, run_up

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
