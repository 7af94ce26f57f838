"""Changed -> local copy: where people are reached."""

from typing import Any

from chassis.service import Copy
from crm.identity.v1 import identity_pb2 as identity
from notifier import tables
from notifier.domain.notification import ChannelKind

_PROVIDERS = {ChannelKind.WECOM.value, ChannelKind.DINGTALK.value, ChannelKind.FEISHU.value}


def _address(user: identity.User) -> dict[str, Any]:
    """Who a person is for a provider is an external reference of that system."""
    return {
        "name": user.name,
        "email": user.email,
        "locale": user.locale,
        "provider_users": {ref.system: ref.external_id for ref in user.external_refs if ref.system in _PROVIDERS},
    }


ADDRESSES = Copy(identity.User, tables.copy_address, _address)
