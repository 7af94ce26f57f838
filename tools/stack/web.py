"""The web app, made before the gateway reads it: at once when nothing changed."""

import subprocess
import sys

from tools import web
from tools.stack.installation import Installation
from tools.stack.trouble import last_lines

# Where the app is served from.
SERVER = "edge.main"


class _NotMade(Exception):
    """The log tells why."""


def make_web_app(installation: Installation) -> None:
    """Says what was wrong where it could not be made: whatever was made before is served then, and the API is there all the same."""
    if not any(member.module == SERVER for member in installation.members) or web.is_current():
        return
    log = installation.folder.logs / "web.log"
    try:
        with installation.progress.step("web app"), log.open("w") as told:
            command = [sys.executable, "-m", "tools.web"]
            if subprocess.run(command, cwd=web.ROOT, stdout=told, stderr=subprocess.STDOUT, check=False).returncode:
                raise _NotMade
    except _NotMade:
        installation.progress.say(
            f"          {'the one made before is served' if (web.APP / 'index.html').exists() else 'there is only the API'} until it can "
            f"be made: `make web` tries again. {log} ends with\n{last_lines(log, 5)}"
        )
