"""Where the machine's own Chromium is, and how it is started: for the tests of the web app and for its pictures."""

import os
import shutil
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def program() -> str:
    """Raises LookupError with what to install."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        raise LookupError("There is no Chromium: `apt-get install chromium fonts-noto-cjk` does it, or CHROMIUM=/path/to/one names yours.")
    return found


def launch() -> dict[str, Any]:
    """What Playwright is told. Chromium keeps its sandbox, except for root, to whom it refuses that."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": program(), "args": ["--disable-gpu", *root]}
