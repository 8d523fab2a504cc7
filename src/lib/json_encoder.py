# SPDX-License-Identifier: MIT
# json.encoder: the writing half of json, under its own name.
from json import JSONEncoder

__all__ = ["JSONEncoder"]
