#!/usr/bin/env python3
"""Serves one call of a host function: `run_tool.py TOOLS.py NAME` reads {"args": [...], "kwargs": {...}} on standard
input and prints the JSON result, or {"error": {"type": ..., "message": ...}} if the function raised."""
import asyncio
import importlib.util
import inspect
import json
import sys


def plain(value):
    """Dataclasses and sets as JSON has them."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a tool returned {type(value).__name__}, which JSON does not have")


def main():
    path, name = sys.argv[1:3]
    spec = importlib.util.spec_from_file_location("tools", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    request = json.load(sys.stdin)
    try:
        result = getattr(module, name)(*request.get("args", []), **request.get("kwargs", {}))
        if inspect.isawaitable(result):
            async def settle():
                return await result
            result = asyncio.run(settle())
        answer = json.dumps(result, default=plain)
    except Exception as error:
        message = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else str(error)
        answer = json.dumps({"error": {"type": type(error).__name__, "message": message}})
    print(answer)


main()
