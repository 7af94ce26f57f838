"""The smallest program that keeps a member's side of the bargain: it migrates, listens, says when it is ready, and ends on SIGTERM.

What it is told in TINY changes that: "broken" ends at once, "deaf" ignores SIGTERM, "unready" never becomes ready.
"""

import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.stack.postgres import programs


class Answers(BaseHTTPRequestHandler):
    """Ready, and content with any company."""

    def do_GET(self) -> None:
        self._answer(503 if os.environ.get("TINY") == "unready" else 200)

    def do_POST(self) -> None:
        known = Path(os.environ["DAOZHANG_INSTALLATION_KEY_FILE"]).read_text() == self.headers["Installation-Key"]
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200 if known else 403)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def listen(address: str) -> ThreadingHTTPServer:
    host, port = address.split(":")
    server = ThreadingHTTPServer((host, int(port)), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> None:
    if os.environ.get("TINY") == "broken":
        sys.exit("the tiny member was told to break")
    if sys.argv[1] == "migrate":
        url = os.environ["DAOZHANG_DATABASE_OWNER_URL"]
        subprocess.run([programs() / "psql", url, "-qc", "CREATE TABLE IF NOT EXISTS tiny (id uuid)"], check=True)
        return
    for setting in ("DAOZHANG_OPS_LISTEN", "DAOZHANG_HTTP_LISTEN"):
        if setting in os.environ:
            listen(os.environ[setting])
    signal.sigwait([signal.SIGUSR1] if os.environ.get("TINY") == "deaf" else [signal.SIGTERM])


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGUSR1])
    main()
