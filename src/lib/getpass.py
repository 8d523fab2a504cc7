# SPDX-License-Identifier: MIT
# getpass: the user's name as the environment has it. There is no terminal to ask for a password on.
import os

from _refusing import refusing

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """What is typed may be seen."""


def getuser():
    """The user's name in the environment that the host gives."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    raise OSError("No username set in the environment")


__getattr__ = refusing("getpass", "the sandbox has no terminal", "getpass")
