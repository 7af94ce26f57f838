"""`make screenshots`: a picture of every page of the web app, of the demo company, on desk and phone, light and dark, in both languages.

The pages are those of gateway/web/screens.json, which a test compares with the router: who looks (`as`, of the demo company), and where
the page is of one record, of which list the first one (`of`: its own list, or another whose rows name it in a field of this name).
The pictures lie in screenshots/<language>/<device>-<theme>/. Those that the README shows are taken with README=1, into docs/pictures.
"""

import argparse
import asyncio
import itertools
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any
from uuid import uuid4

from playwright.async_api import Browser, BrowserContext, Error, Page, async_playwright

from tools.api.address import address_of
from tools.chromium import DESK, PHONE, launch
from tools.demo.memory import Memory
from tools.demo.organisation import CODE, HOST
from tools.stack.folder import DataFolder
from tools.stack.trouble import Trouble
from tools.web import ROOT, WEB

SCREENS = WEB / "screens.json"
FOLDER = ROOT / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
DEVICES = {"desk": DESK, "phone": PHONE}
THEMES = ("light", "dark")
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
# What the README shows.
IN_README = {"desk": ("/today", "/customers/$customerId", "/receivables/path"), "phone": ("/today",)}
# Milliseconds: for what a page asks for to arrive, and for pictures and letters to stand still.
ARRIVES, SETTLES = 10_000, 400
_WAITING = "() => !document.querySelector('.skeleton, [aria-busy=true]') && document.fonts.status === 'loaded'"


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    language: str
    device: str
    theme: str

    def file(self, path: str) -> Path:
        return FOLDER / self.language / f"{self.device}-{self.theme}" / f"{name_of(path)}.png"


@dataclass(frozen=True)
class Shown(Look):
    """A look that the README shows."""

    def file(self, path: str) -> Path:
        return PICTURES / self.language / f"{self.device}-{name_of(path)}.png"


@dataclass(frozen=True)
class Demo:
    """Where the demo company is, and its one password."""

    address: str
    password: str


class Photographer:
    """Goes through the pages. What a page complains of is kept in `complaints`."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self._browser, self._demo = browser, demo
        self._sessions: dict[str, Any] = {}
        self.complaints: set[str] = set()

    async def take(self, path: str, screen: Mapping[str, Any], look: Look) -> None:
        context = await self._context(screen["as"], look)
        try:
            page = await context.new_page()
            page.on("pageerror", lambda error: self.complaints.add(f"{path}: {error}"))
            await page.goto(await self._address(context, path, screen.get("of", {})) + screen.get("search", ""))
            await self._stand_still(page, path)
            file = look.file(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            await page.screenshot(path=file)
        except (Error, Trouble) as error:
            self.complaints.add(f"{path}: {error}")
        finally:
            await context.close()

    async def _stand_still(self, page: Page, path: str) -> None:
        try:
            await page.wait_for_load_state("load")
            await page.wait_for_timeout(SETTLES)
            await page.wait_for_function(_WAITING, timeout=ARRIVES)
        except Error:
            self.complaints.add(f"{path}: something did not arrive within {ARRIVES // 1000} s")
        await page.wait_for_timeout(SETTLES)

    async def _context(self, key: str, look: Look) -> BrowserContext:
        language = LANGUAGES[look.language]
        context = await self._browser.new_context(
            base_url=self._demo.address,
            viewport=DEVICES[look.device],  # type: ignore[arg-type]  # a TypedDict
            device_scale_factor=2 if look.device == "phone" else 1,
            is_mobile=look.device == "phone",
            has_touch=look.device == "phone",
            locale=language,
            timezone_id="Asia/Shanghai",
            color_scheme=look.theme,  # type: ignore[arg-type]  # one of THEMES
            reduced_motion="reduce",
            storage_state=self._sessions.get(key),
        )
        await context.add_init_script(f"localStorage.language = {language!r}; localStorage.theme = {look.theme!r};")
        if key and key not in self._sessions:
            await self._sign_in(context, key)
        return context

    async def _sign_in(self, context: BrowserContext, key: str) -> None:
        who = {"tenant": CODE, "email": f"{key}@{HOST}", "password": self._demo.password, "cookie": True}
        answer = await context.request.post("/v1/sessions", data=who, headers={"idempotency-key": str(uuid4())})
        if not answer.ok:
            raise Trouble(f"{key} of the demo company cannot sign in: {await answer.text()}")
        self._sessions[key] = await context.storage_state()

    async def _address(self, context: BrowserContext, path: str, lists: Mapping[str, str]) -> str:
        """The path with the first record of each list that it names; a list may lie beneath a record that was found before it."""
        known: dict[str, str] = {}
        for parameter, rows in lists.items():
            answer = await context.request.get(f"/v1/{Template(rows).substitute(known)}")
            found = record_of(await answer.json(), rows, parameter) if answer.ok else None
            if not found:
                raise Trouble(f"there is no record in /v1/{rows} to show")
            known[parameter] = found
            path = path.replace(f"${parameter}", found)
        return path


def record_of(answer: Mapping[str, Any], rows: str, parameter: str) -> str | None:
    """Which record the page shows that has this parameter in its path."""
    first = next(iter(answer[rows.partition("?")[0].rpartition("/")[2]]), None)
    return first and first.get(parameter, first["id"])


def name_of(path: str) -> str:
    """ "/deals/$dealId" is "deals-deal"."""
    parts = re.sub(r"\$(\w+?)(Id)?(?=/|$)", r"\1", path).strip("/").split("/")
    return "-".join(parts) or "start"


Shots = Sequence[tuple[Look, str]]


async def take_all(demo: Demo, screens: Mapping[str, Mapping[str, Any]], shots: Shots) -> set[str]:
    """Gives what the pages complained of."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch())
        photographer = Photographer(browser, demo)
        for number, (look, path) in enumerate(shots, 1):
            if sys.stderr.isatty():
                print(f"\r\033[K{number} of {len(shots)}  {path}", end="", file=sys.stderr, flush=True)
            await photographer.take(path, screens[path], look)
        await browser.close()
    return photographer.complaints


def demo_of(data: DataFolder) -> Demo:
    address, memory = address_of(data), Memory.read(data.secrets)
    if memory is None or not memory.complete:
        raise Trouble("there is no demo company to take pictures of; `make demo` makes it")
    return Demo(address, memory.password)


def of_all(paths: Iterable[str]) -> Shots:
    """Each page in all its looks, one look after the other."""
    return [(Look(*each), path) for *each, path in itertools.product(LANGUAGES, DEVICES, THEMES, list(paths))]


def in_readme() -> Shots:
    return [(Shown(language, device, "light"), path) for language in LANGUAGES for device, paths in IN_README.items() for path in paths]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder of the installation")
    parser.add_argument("--only", default="", help="pages whose path begins so")
    parser.add_argument("--address", default="", help="where the app answers, if not there: that of `npm run dev`")
    parser.add_argument("--readme", action="store_true", help="those that the README shows, into docs/pictures")
    asked = parser.parse_args(arguments)
    screens = json.loads(SCREENS.read_text())
    shots = in_readme() if asked.readme else of_all(path for path in screens if path.startswith(asked.only))
    try:
        demo = demo_of(DataFolder(asked.data))
        complaints = asyncio.run(take_all(Demo(asked.address or demo.address, demo.password), screens, shots))
    except (Trouble, LookupError) as trouble:
        print(f"\nscreenshots: {trouble}", file=sys.stderr)
        return 1
    print(f"screenshots: {len(shots)} in {(PICTURES if asked.readme else FOLDER).relative_to(ROOT)}")
    for complaint in sorted(complaints):
        print(f"  {complaint}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
