"""What the counts of due contacts and of segments follow."""

from chassis.migration import run_down, run_up

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
