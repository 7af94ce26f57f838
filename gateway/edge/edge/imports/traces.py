"""Whether somebody has changed a record since: a digest of what people say of it, and of the work that they have done on it.

Scores, deadlines and whatever else time changes by itself do not count; so an import of which nobody has touched anything can be
undone, although every reminder of its leads has fired.
"""

import hashlib
import json
from typing import Any

from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, is_output_only
from chassis.jsoncodec import as_dict

# What only the product writes, and only because somebody did something.
_WORK = {
    "lead": ("state", "disposition", "accountId", "opportunityId", "lastFollowUpTime", "poolId", "eraseTime"),
    "account": ("lastContactTime", "poolId"),
    "opportunity": ("stage", "state", "wonAmount"),
}


def trace(noun: str, record: Message) -> str:
    said = as_dict(record)
    counts = {field.json_name for field in descriptor_of(record).fields if not is_output_only(field)} | {*_WORK.get(noun, ())}
    kept: dict[str, Any] = {name: value for name, value in said.items() if name in counts}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
