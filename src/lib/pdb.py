# SPDX-License-Identifier: MIT
# pdb: importable, as programs that can be debugged do. There is no terminal to debug from.
from _refusing import refusing

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]


class Restart(Exception):
    """Asks for the program to be started again."""


__getattr__ = refusing("pdb", "the sandbox has no terminal", "run pm runeval runctx runcall set_trace post_mortem help", "Pdb",
                       error=RuntimeError)
