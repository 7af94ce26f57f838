"""What a company brings along on the day on which it moves here."""

from chassis.migration import run_down, run_up

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
