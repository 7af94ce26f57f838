"""The tables of the first release."""

from chassis.migration import drop_everything, run_up

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    drop_everything()
