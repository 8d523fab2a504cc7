#!/usr/bin/env python3
"""Serves calls of host functions. `run_tool.py TOOLS.py NAME` reads {"args": [...], "kwargs": {...}} on standard input
and prints the JSON result, or {"error": {"type": ..., "message": ...}} if the function raised.

Tools that remember something need one process for all calls: `run_tool.py --serve TOOLS.py SOCKET` is it, and
`run_tool.py --connect SOCKET NAME` passes one call on to it."""
import asyncio
import importlib.util
import inspect
import json
import socket
import sys


def plain(value):
    """Dataclasses and sets as JSON has them."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a tool returned {type(value).__name__}, which JSON does not have")


def load(path):
    spec = importlib.util.spec_from_file_location("tools", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def answer(module, name, request):
    try:
        result = getattr(module, name)(*request.get("args", []), **request.get("kwargs", {}))
        if inspect.isawaitable(result):
            result = await result
        return json.dumps(result, default=plain)
    except Exception as error:
        message = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else str(error)
        return json.dumps({"error": {"type": type(error).__name__, "message": message}})


async def serve(path, address):
    module = load(path)

    async def one_call(reader, writer):
        request = json.loads(await reader.readline())
        writer.write((await answer(module, request["name"], request)).encode() + b"\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_unix_server(one_call, address, limit=1 << 30) as server:
        print("ready", flush=True)
        await server.serve_forever()


def pass_on(address, name):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        connection.sendall(json.dumps({**json.load(sys.stdin), "name": name}).encode() + b"\n")
        print(connection.makefile().readline(), end="")


def main():
    if sys.argv[1] == "--serve":
        asyncio.run(serve(*sys.argv[2:4]))
    elif sys.argv[1] == "--connect":
        pass_on(*sys.argv[2:4])
    else:
        print(asyncio.run(answer(load(sys.argv[1]), sys.argv[2], json.load(sys.stdin))))


main()
