"""`make import-crm DIR=folder`: imports the sales book in a folder into the installation that `make up` has started."""

import argparse
import asyncio
import getpass
import os
import re
import sys
import time
from pathlib import Path

from rich.console import Console

from tools.api.address import address_of
from tools.api.client import Refused
from tools.api.progress import Bars
from tools.import_crm.company import Company, SignIn
from tools.import_crm.mapping import mapping_for
from tools.import_crm.report import print_outcome
from tools.import_crm.running import Order, import_book
from tools.stack.folder import DataFolder
from tools.stack.keys import INSTALLATION_KEY
from tools.stack.trouble import Trouble

PASSWORD = "DAOZHANG_PASSWORD"  # noqa: S105 - the name of a variable


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make import-crm", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the CSV files lie")
    parser.add_argument("--data", type=Path, required=True, help="the data folder of the installation")
    parser.add_argument("--mapping", type=Path, help="what the files call things; mapping.toml of the folder where it is not given")
    parser.add_argument("--tenant", default="", help="code of the company; the folder's name where it is not given")
    parser.add_argument(
        "--sign-in",
        default="",
        help=f"mail address of its administrator, if the company is there already; the password is asked or {PASSWORD}",
    )
    asked = parser.parse_args(arguments)
    try:
        return _import(asked, Console())
    except (Trouble, Refused) as trouble:
        print(f"\nimport-crm: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nimport-crm: interrupted. The same command goes on from here.", file=sys.stderr)
        return 130


def _import(asked: argparse.Namespace, console: Console) -> int:
    began, bars = time.monotonic(), Bars(console)
    order = order_of(asked)
    console.print(f"\n  {order.folder} -> company {order.company.code!r} at {order.address}\n", highlight=False, markup=False)
    with bars.shown():
        outcome = asyncio.run(import_book(order, bars))
    print_outcome(outcome, time.monotonic() - began, console)
    return 0 if outcome.agrees else 1


def order_of(asked: argparse.Namespace) -> Order:
    """Raises Trouble where something is missing that only the person at the keyboard can give."""
    if asked.folder is None:
        raise Trouble("name the folder with the CSV files: make import-crm DIR=folder")
    if not asked.folder.is_dir():
        raise Trouble(f"{asked.folder} is no folder")
    code = asked.tenant or code_of(asked.folder)
    data = DataFolder(asked.data)
    address = address_of(data)
    sign_in = (
        SignIn(asked.sign_in, os.environ.get(PASSWORD) or getpass.getpass(f"Password of {asked.sign_in}: ")) if asked.sign_in else None
    )
    company = Company(code, installation_key=data.secret(INSTALLATION_KEY), sign_in=sign_in)
    return Order(asked.folder, mapping_for(asked.folder, asked.mapping), address, company, data.path / "imports" / code)


def code_of(folder: Path) -> str:
    """The name of a folder as a company is called when people sign in: letters, digits and hyphens, a letter first."""
    plain = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return (plain if plain[:1].isalpha() and len(plain) > 1 else f"import-{plain}")[:40].rstrip("-")


if __name__ == "__main__":
    sys.exit(main())
