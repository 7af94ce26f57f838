"""The members behind the edge, found by their names."""

from importlib import import_module
from importlib.resources import files

from google.protobuf.descriptor import ServiceDescriptor


def services_of(member: str) -> list[ServiceDescriptor]:
    """What a member serves: the services in crm/<member>/v1/<member>.proto. Raises LookupError for a member there is not."""
    try:
        module = import_module(f"crm.{member}.v1.{member}_pb2")
    except ModuleNotFoundError as error:
        raise LookupError(f"There is no member {member!r}; known are {', '.join(all_members())}.") from error
    return list(module.DESCRIPTOR.services_by_name.values())


def all_members() -> list[str]:
    """Every member that has a service."""
    folders = (folder for folder in files("crm").iterdir() if folder.is_dir())
    return sorted(folder.name for folder in folders if (folder / "v1" / f"{folder.name}_pb2.py").is_file())
