"""Where leads come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from chassis.search import search_text, sort_key
from leads.domain import incentive as incentives


class SourceKind(StrEnum):
    WEBSITE = "website"
    AD = "ad"
    ONLINE_EVENT = "online_event"
    EXHIBITION = "exhibition"
    REFERRAL = "referral"
    OUTBOUND = "outbound"
    PARTNER = "partner"
    OTHER = "other"


@dataclass(eq=False, kw_only=True)
class Source(Archivable, Aggregate):
    """A way by which leads come. It belongs to the company; `responsible_id` answers for it in marketing."""

    name: str
    kind: SourceKind | None = None
    sort_key: str = ""
    search_text: str = ""
    responsible_id: UUID | None = None
    utm_sources: list[str] = field(default_factory=list)
    referrer_hosts: list[str] = field(default_factory=list)
    note: str = ""
    incentive: dict[str, Any] | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when one is wrong."""
        if changes.get("incentive") is not None:
            changes["incentive"] = incentives.checked(changes["incentive"])
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("source.name", "A source needs a name.", "MISSING")
        self.sort_key = sort_key(self.name)
        self.utm_sources = _plain(self.utm_sources)
        self.referrer_hosts = _plain(self.referrer_hosts)

    def searchable(self) -> str:
        return search_text(self.name)

    def is_named_by(self, utm_source: str) -> bool:
        return bool(utm_source) and utm_source.strip().casefold() in self.utm_sources

    def refers_from(self, referrer: str) -> bool:
        """Whether a referring page lies on one of its hosts, or below one."""
        host = host_of(referrer)
        return any(host == known or host.endswith(f".{known}") for known in self.referrer_hosts)


def recognised(sources: Iterable[Source], *, utm_source: str, referrer: str, referred: bool) -> Source | None:
    """The source that the traces of an enquiry point to: a named campaign link first, then an existing customer who sent it, then the page
    before. Of several that fit, the oldest."""
    known = sorted(sources, key=lambda source: (source.create_time, source.id))
    named = (source for source in known if source.is_named_by(utm_source))
    sent = (source for source in known if referred and source.kind is SourceKind.REFERRAL)
    before = (source for source in known if source.refers_from(referrer))
    return next((source for group in (named, sent, before) for source in group), None)


def host_of(url: str) -> str:
    """ "www.zhihu.com" of "https://www.zhihu.com/question/1"; empty where the text is no address."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    except ValueError:
        return ""


def _plain(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(plain for text in texts if (plain := text.strip().casefold())))
