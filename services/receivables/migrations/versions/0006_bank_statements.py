"""Bank statements, what money may pay, who pays for whom, and who claims money."""

from chassis.migration import run_down, run_up

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_up(__file__)


def downgrade() -> None:
    run_down(__file__)
