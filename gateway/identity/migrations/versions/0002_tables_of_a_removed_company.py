"""Which tables a removed company has rows in is read from the catalogue: a new table needs no new function."""

from chassis.migration import run_down, run_up

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
