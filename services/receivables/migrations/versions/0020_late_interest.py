"""Late interest: its clause, its claims, and the days that they are for."""

from chassis.migration import run_down, run_up

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
