"""Objects to messages and messages to values, by equal names: what makes DTOs unnecessary.

A message is filled from an aggregate, a row or a mapping by `to_message`; a request gives its content back as Python values by
`values`. Both are compiled once per message type (and source type) and then only run.
"""

from chassis.messages.conversions import Show
from chassis.messages.filling import filled, to_message, to_messages
from chassis.messages.masks import changed_paths
from chassis.messages.unpacking import Partial, merged, values

__all__ = ["Partial", "Show", "changed_paths", "filled", "merged", "to_message", "to_messages", "values"]
