# SPDX-License-Identifier: MIT
# The frames below and on top of a run. They are ordinary Python code so that a suspended run is dumped like any other:
# nothing but frames of code objects with names.


def external_call(leave, kind, call_id, what, args, kwargs):
    # The run is left inside this call; the host's answer is its result.
    return leave(kind, call_id, what, args, kwargs)


def run_main(main):
    # Top-level await: the event loop drives the module's coroutine.
    import asyncio

    return asyncio._run_main(main())
