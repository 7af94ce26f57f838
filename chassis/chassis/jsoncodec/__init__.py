"""Messages as JSON: the proto3 mapping, strict where it is lax, with money as people write it.

- Fields without presence are always printed, unset messages and `optional` fields are not; enums by name; times RFC 3339 in UTC.
- Money is {"currencyCode": "CNY", "amount": "300000.01"}; the amount is text, because a JSON number may lose cents on its way.
- Read are lowerCamelCase and original names. Refused, each with the JSON pointer to it: unknown fields, wrong types (also "3" for 3),
  duplicate keys, NaN, unknown enum values, times without zone, amounts with more digits than their currency has.
- Not supported, and refused when a message is first met: bytes, float, Struct, Duration, Any, wrappers, maps whose keys are no text.

In `Violation.field` of what is raised here stands a JSON pointer ("/account/annualRevenue/amount"), in that of all other errors a
proto path; `json_pointer` takes both.
"""

from chassis.jsoncodec.decoder import decode, fill, parse
from chassis.jsoncodec.encoder import as_dict, encode
from chassis.jsoncodec.parameters import fill_parameter
from chassis.jsoncodec.pointers import json_pointer

__all__ = ["as_dict", "decode", "encode", "fill", "fill_parameter", "json_pointer", "parse"]
