"""An executor for the code agents of smolagents: what the model writes runs in a confined worker process.

>>> from smolagents import CodeAgent  # doctest: +SKIP
>>> agent = CodeAgent(tools=[...], model=model, executor=MontyExecutor())  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..compat import CollectString, Monty, MontyError, MontySession, OSAccess

__all__ = ["MontyExecutor"]


class _Answered(Exception):
    """Ends the program at final_answer()."""


class MontyExecutor:
    """Runs snippets in one session; variables stay from step to step.

    `limits` are a ResourceLimits, `os` and `mount` what programs see of files (nothing unless given). One thread at a time.
    """

    def __init__(self, additional_authorized_imports: list[str] | None = None, *, limits: Mapping[str, Any] | None = None, os: OSAccess | None = None, mount: Any = None) -> None:
        # What can be imported is what the sandbox has: a list of names adds nothing.
        self.additional_authorized_imports = list(additional_authorized_imports or ())
        self._limits = {"max_memory": 256 << 20, "max_feed_duration_secs": 30.0, **(limits or {})}
        self._os, self._mount = os, mount
        self._tools: dict[str, Callable[..., Any]] = {}
        self._variables: dict[str, Any] = {}
        self._pool: Monty | None = None
        self._session: MontySession | None = None

    def send_tools(self, tools: Mapping[str, Callable[..., Any]]) -> None:
        """The functions that programs may call; `final_answer` ends a program."""
        self._tools = dict(tools)

    def send_variables(self, variables: Mapping[str, Any]) -> None:
        """Global variables, from the next snippet on."""
        self._variables.update(variables)

    def _ready(self) -> MontySession:
        if self._session is None:
            pool = Monty(max_processes=1)
            pool.__enter__()
            session = pool.checkout(limits=self._limits)
            session.__enter__()
            self._pool, self._session = pool, session
        return self._session

    def __call__(self, code_action: str) -> Any:
        """A CodeOutput: the value of the last expression or the final answer, and what was printed. Raises the interpreter's error
        of smolagents for a program that fails, with what it printed first."""
        from smolagents.local_python_executor import CodeOutput, InterpreterError  # type: ignore[import-not-found]

        answers: list[Any] = []
        look: dict[str, Any] = {name: _by_name(name, tool) for name, tool in self._tools.items()}
        if "final_answer" in self._tools:

            def final_answer(*args: Any, **kwargs: Any) -> None:
                answers.append(self._tools["final_answer"](*args, **kwargs))
                raise _Answered

            look["final_answer"] = final_answer
        printed = CollectString()
        inputs, self._variables = self._variables, {}
        try:
            output = self._ready().feed_run(code_action, inputs=inputs, external_lookup=look, print_callback=printed, os=self._os, mount=self._mount)
        except MontyError as error:
            if answers:
                return CodeOutput(output=answers[0], logs=printed.output, is_final_answer=True)
            text = error.display() if hasattr(error, "display") else str(error)
            if self._session is not None and self._session.worker_pid is None:
                self.cleanup()
            raise InterpreterError(f"{printed.output}Code execution failed:\n{text}") from error
        return CodeOutput(output=output, logs=printed.output, is_final_answer=False)

    def cleanup(self) -> None:
        """Ends the worker."""
        session, pool = self._session, self._pool
        self._session = self._pool = None
        if session is not None:
            session.__exit__(None, None, None)
        if pool is not None:
            pool.__exit__(None, None, None)


def _by_name(name: str, tool: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        return tool(*args, **kwargs)

    call.__name__ = name
    return call
