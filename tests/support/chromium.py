"""The web app in the machine's own Chromium: pages that belong to somebody, and what a test demands of every one of them."""

import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support.world import ZONE, Person
from tools.chromium import DESK, PHONE
from tools.web import WEB

Language = Literal["zh-CN", "en-US"]
Theme = Literal["light", "dark"]

COOKIE = "session"
# Milliseconds that something on a page may take to come on a machine at work on other things.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
# WCAG 2.2 AA, as axe names its parts.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# The component library says aloud what a button does by naming the button, which may be gone before that is.
_PLACE = {"include": ["html"], "exclude": ["[data-live-announcer]"]}
# Answers to a person's request are no mistake of the page, and the browser reports them like one.
_REFUSAL = re.compile(r"status of 4\d\d")
# Nor is it one that there is no network where a test took it away.
_AWAY = "net::ERR_INTERNET_DISCONNECTED"
_HEARD = """window.__violations = [];
addEventListener("securitypolicyviolation", (event) => window.__violations.push(`${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass
class Troubles:
    """What went wrong on a page without anybody being told."""

    found: list[str] = field(default_factory=list)
    # Part of an address that the test lets fail: what the browser says of it is no mistake of the page either.
    failing: str = ""

    def listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"uncaught: {error}"))
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        place = message.location.get("url", "")
        is_meant = bool(self.failing) and self.failing in place
        if not is_meant and not ("/v1/" in place and (_REFUSAL.search(message.text) or _AWAY in message.text)):
            self.found.append(f"console: {message.text} ({place})")


@asynccontextmanager
async def opened(
    browser: Browser,
    address: str,
    who: Person | None = None,
    *,
    phone: bool = False,
    language: Language = "zh-CN",
    theme: Theme = "light",
    failing: str = "",
) -> AsyncIterator[Page]:
    """A page of a fresh browser, signed in as `who`. Fails in the end where the console or the policy of the page reported something.

    `failing`: part of the addresses that the test itself lets fail.
    """
    context = await browser.new_context(
        base_url=address,
        viewport=PHONE if phone else DESK,  # type: ignore[arg-type]  # a TypedDict
        is_mobile=phone,
        has_touch=phone,
        locale=language,
        timezone_id=ZONE.key,
        color_scheme=theme,
        reduced_motion="reduce",
    )
    try:
        context.set_default_timeout(PATIENCE)
        await _prepare(context, address, who, language, theme)
        page, troubles = await context.new_page(), Troubles(failing=failing)
        troubles.listen(page)
        yield page
        refused = await page.evaluate("window.__violations ?? []")
        assert not troubles.found, "\n".join(troubles.found)
        assert refused == [], f"the policy of the page refused {refused}"
    finally:
        await context.close()


async def _prepare(context: BrowserContext, address: str, who: Person | None, language: Language, theme: Theme) -> None:
    kept = {"language": language, "theme": theme}
    # Only where nothing is kept yet: what a person chooses on the page has to survive a reload.
    script = "".join(f"localStorage.{name} ??= {json.dumps(value)};" for name, value in kept.items())
    await context.add_init_script(f"{_HEARD}\n{script}")
    if who is not None:
        token = who.client.headers["authorization"].removeprefix("Bearer ")
        await context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}])


@cache
def _axe() -> str:
    return (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text()


async def assert_accessible(page: Page, *, only: Iterable[str] = ()) -> None:
    """Nothing on the page, as it stands, keeps people out (WCAG 2.2 AA). `only`: these rules, where the others were asked before."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_axe())
    options = {"runOnly": [*only] or RULES, "resultTypes": ["violations"]}
    found = (await page.evaluate("([place, options]) => axe.run(place, options)", [_PLACE, options]))["violations"]
    assert not found, "\n".join(_told(violation) for violation in found)


def _told(violation: dict[str, Any]) -> str:
    places = [f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in violation["nodes"][:5]]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *places])
