"""`make proto`: Python, type stubs and the descriptors from proto/, into proto/generated.

Does nothing when no proto file changed since. A file is written only when its content differs, so that what imports it stays warm in
every cache, and a process that is reading another one is not disturbed.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
import tempfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "proto"
GENERATED = SOURCES / "generated"
STAMP = GENERATED / ".stamp"

# Every descriptor with its comments: edge takes the OpenAPI descriptions from it.
DESCRIPTORS = "crm/descriptors.binpb"


def main() -> int:
    sources = sorted(path for path in SOURCES.glob("crm/**/*.proto"))
    wanted = fingerprint(sources)
    if STAMP.exists() and STAMP.read_text() == wanted:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        if not compile_into(fresh, sources):
            return 1
        make_packages(fresh)
        bring_over(fresh, GENERATED)
    STAMP.write_text(wanted)
    print(f"proto: generated from {len(sources)} files", file=sys.stderr)
    return 0


def fingerprint(sources: list[Path]) -> str:
    """Changes with the text of any proto file, the compilers and this script."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for tool in ("grpcio-tools", "mypy-protobuf", "googleapis-common-protos"):
        digest.update(version(tool).encode())
    for source in sources:
        digest.update(str(source.relative_to(SOURCES)).encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def compile_into(folder: Path, sources: list[Path]) -> bool:
    (folder / "crm").mkdir()
    scripts = Path(sysconfig.get_path("scripts"))
    arguments = [
        "protoc",
        f"--proto_path={SOURCES}",
        f"--proto_path={files('grpc_tools') / '_proto'}",
        f"--proto_path={googleapis()}",
        f"--plugin=protoc-gen-mypy={scripts / 'protoc-gen-mypy'}",
        f"--plugin=protoc-gen-mypy_grpc={scripts / 'protoc-gen-mypy_grpc'}",
        f"--python_out={folder}",
        f"--grpc_python_out={folder}",
        f"--mypy_out=quiet:{folder}",
        f"--mypy_grpc_out=quiet:{folder}",
        f"--descriptor_set_out={folder / DESCRIPTORS}",
        "--include_imports",
        "--include_source_info",
        *(str(source.relative_to(SOURCES)) for source in sources),
    ]
    here = Path.cwd()
    os.chdir(SOURCES)
    try:
        return bool(protoc.main(arguments) == 0)
    finally:
        os.chdir(here)


def googleapis() -> Path:
    """The folder under which google/api/*.proto lie: googleapis-common-protos ships them beside its Python code."""
    return Path(str(files("google.api") / "annotations.proto")).parents[2]


def make_packages(folder: Path) -> None:
    for package in [folder / "crm", *(path for path in (folder / "crm").rglob("*") if path.is_dir())]:
        (package / "__init__.py").write_text("")
    (folder / "crm" / "py.typed").write_text("")


def bring_over(fresh: Path, into: Path) -> None:
    """Makes `into` equal to `fresh`, touching only what differs."""
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for name in sorted(wanted):
        target = into / name
        content = (fresh / name).read_bytes()
        if not (target.exists() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.{os.getpid()}")
            beside.write_bytes(content)
            beside.replace(target)
    for path in sorted(into.rglob("*"), reverse=True):
        if "__pycache__" in path.parts or path == STAMP:
            continue
        if path.is_file() and path.relative_to(into) not in wanted:
            path.unlink()
        elif path.is_dir() and not any(name.is_relative_to(path.relative_to(into)) for name in wanted):
            shutil.rmtree(path)


if __name__ == "__main__":
    sys.exit(main())
