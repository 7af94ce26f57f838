"""`make baseline`: the compiled API without its comments, for later versions to be compared with."""

import sys
from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorSet


def main(source: Path, target: Path) -> None:
    files = FileDescriptorSet.FromString(source.read_bytes())
    for file in files.file:
        file.ClearField("source_code_info")
    target.write_bytes(files.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
