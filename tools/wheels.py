"""`make wheels`: dist/wheels with our packages and all they need at run time, in the versions and with the hashes of the lock.

The gateway's has the web app in it. Images are built from them without a network. They fit the Python and the machine that this runs on.
"""

import subprocess
import sys
from pathlib import Path

from tools import web
from tools.install import ROOT, UV, package_folders, uv_environment

WHEELS = ROOT / "dist" / "wheels"
NEEDED = ROOT / "dist" / "runtime.txt"


def main() -> int:
    if web.main([]):
        return 1
    folders = package_folders()
    WHEELS.mkdir(parents=True, exist_ok=True)
    for left in WHEELS.glob("*.whl"):
        left.unlink()
    for folder in folders:
        run(UV, "build", "--quiet", "--wheel", "--no-build-isolation", "--out-dir", WHEELS, folder)
    wanted = NEEDED.with_suffix(".in")
    wanted.write_text("\n".join(str(folder) for folder in folders))
    ours = [argument for folder in folders for argument in ("--no-emit-package", f"daozhang-{folder.name}")]
    run(
        UV,
        "pip",
        "compile",
        "--quiet",
        "--no-header",
        "--no-emit-index-url",
        "--generate-hashes",
        "--no-build-isolation",
        *ours,
        "--constraint",
        "requirements.lock",
        "--output-file",
        NEEDED,
        wanted,
    )
    run(
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--dest",
        WHEELS,
        "-r",
        NEEDED,
    )
    print(f"wheels: {len(list(WHEELS.glob('*.whl')))} in {WHEELS.relative_to(ROOT)}")
    return 0


def run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=uv_environment(), check=False)
    if done.returncode:
        sys.exit(f"wheels: {Path(command[0]).name} failed; its message is above")


if __name__ == "__main__":
    sys.exit(main())
