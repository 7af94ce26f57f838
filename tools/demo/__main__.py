"""`make demo`: makes the demo company in the installation that `make up` has started; `make demo REMOVE=1` removes it."""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from rich.console import Console

from tools.api.address import address_of
from tools.api.client import Refused
from tools.api.progress import Bars
from tools.demo.organisation import NAME
from tools.demo.running import Place, remove_demo, run_make
from tools.demo.welcome import lines
from tools.stack.folder import DataFolder
from tools.stack.keys import INSTALLATION_KEY
from tools.stack.trouble import Trouble


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder of the installation")
    parser.add_argument("--remove", action="store_true", help="remove the demo company with everything in it")
    asked = parser.parse_args(arguments)
    data = DataFolder(asked.data)
    try:
        address = address_of(data)
        with data.alone():
            place = Place(address, data.secret(INSTALLATION_KEY), data.secrets)
            return _remove(place) if asked.remove else _make(place)
    except (Trouble, Refused) as trouble:
        print(f"\ndemo: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: interrupted. `make demo` goes on from here.", file=sys.stderr)
        return 130


def _make(place: Place) -> int:
    began = time.monotonic()
    memory = run_make(place, Bars(Console()))
    print(f"\n  ready after {time.monotonic() - began:.0f} s\n")
    print(*(f"  {line}" for line in lines(memory)), sep="\n")
    return 0


def _remove(place: Place) -> int:
    removed = asyncio.run(remove_demo(place))
    print(f"{NAME} is removed; what belongs to it is deleted in a moment." if removed else "There is no demo company to remove.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
