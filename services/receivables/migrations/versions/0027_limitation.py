"""Until when what is owed can be enforced, and what interrupted that."""

from chassis.migration import run_down, run_up

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
