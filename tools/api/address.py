"""Where the installation of a data folder answers."""

from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.trouble import Trouble


def address_of(data: DataFolder) -> str:
    """Raises Trouble where it does not run."""
    if not data.exists:
        raise Trouble(f"there is no installation in {data.path}; `make up` starts one")
    installation = Installation(data)
    if not all(process.running for process in installation.processes.values()):
        raise Trouble(f"the installation in {data.path} does not run; `make up` starts it")
    return installation.url
