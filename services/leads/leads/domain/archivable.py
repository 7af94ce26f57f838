"""The recycle bin for master data, which has no owner and so is no Record."""

from datetime import datetime

from chassis.errors import precondition


class Archivable:
    """A root that can be taken out of use and into use again; what refers to it keeps it."""

    archive_time: datetime | None

    def archive(self, at: datetime) -> None:
        """Out of use; archiving twice changes nothing."""
        self.archive_time = self.archive_time or at

    def restore(self) -> None:
        """Into use again. Raises DomainError when it is in use."""
        if self.archive_time is None:
            raise precondition("NOT_ARCHIVED", "It is in use.")
        self.archive_time = None
