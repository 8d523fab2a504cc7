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


def finish(error):
    # What open files hold back reaches the host; then the run ends as it was to end.
    import _files

    for problem in _files.write_all():
        import sys
        sys.stderr.write(f"Exception ignored while writing a file at the end: {type(problem).__name__}: {problem}\n")
    if error is not None:
        raise error


def host_value(kind, names, values):
    # A value of the host that is no builtin.
    import _host_values

    return _host_values.make(kind, names, values)
