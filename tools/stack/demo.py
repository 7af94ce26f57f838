"""The demo company at the first `make up`. It is a present: without it the installation is as good as with it."""

import sys
from collections.abc import Iterator

from rich.console import Console

from tools.api.progress import Bars
from tools.demo.memory import Memory
from tools.demo.running import Place, run_make
from tools.demo.welcome import lines
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.keys import INSTALLATION_KEY
from tools.stack.trouble import Trouble

# What the installation remembers: that it is still to be made. An `up` that is interrupted meanwhile goes on with the next one.
NOTE = "demo_wanted"


def make_demo_company(installation: Installation, *, is_first: bool) -> None:
    """Makes it once. Whatever goes wrong is said, and nothing else fails for it."""
    folder = installation.folder
    if is_first:
        folder.remember(**{NOTE: True})
    if not folder.notes().get(NOTE):
        return
    print("\n  The demo company (DEMO=0 leaves it out):\n")
    try:
        run_make(Place(installation.url, folder.secret(INSTALLATION_KEY), folder.secrets), Bars(Console()))
    except Exception as trouble:
        print(f"\n  The demo company was not made: {trouble}", file=sys.stderr)
        print("  Everything else runs. `make demo` goes on with it, `make demo REMOVE=1` removes what there is.", file=sys.stderr)
    folder.remember(**{NOTE: False})


def demo_lines(folder: DataFolder) -> Iterator[str]:
    """How to sign in to it, once it is complete."""
    try:
        memory = Memory.read(folder.secrets)
    except Trouble as trouble:
        yield f"demo company     {trouble}"
        return
    if memory is not None and memory.complete:
        yield from lines(memory)
