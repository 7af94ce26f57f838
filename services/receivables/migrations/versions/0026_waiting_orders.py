"""Orders that wait for their release, and whether credit holds them."""

from chassis.migration import run_down, run_up

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
