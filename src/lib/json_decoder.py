# SPDX-License-Identifier: MIT
# json.decoder: the reading half of json, under its own name.
from json import JSONDecodeError, JSONDecoder

__all__ = ["JSONDecoder", "JSONDecodeError"]
