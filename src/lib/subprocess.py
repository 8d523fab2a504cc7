# SPDX-License-Identifier: MIT
# subprocess: its constants, errors and results. The sandbox starts no processes; a host function can stand for one.
from _refusing import refusing

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run", "CalledProcessError",
           "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    """What all errors of this module are."""


class CalledProcessError(SubprocessError):
    """A process ended with a status other than 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            import signal
            try:
                return f"Command '{self.cmd}' died with {signal.Signals(-self.returncode)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A process took longer than it was given."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A process that has ended."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        parts += [f"{name}={getattr(self, name)!r}" for name in ("stdout", "stderr") if getattr(self, name) is not None]
        return f"{type(self).__name__}({', '.join(parts)})"

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def list2cmdline(seq):
    """The arguments as one line, quoted as programs of Windows take them apart."""
    words = []
    for argument in seq:
        quoted = []
        slashes = 0
        for c in argument:
            if c == "\\":
                slashes += 1
                continue
            # Backslashes count twice before a quote alone.
            quoted.append("\\" * (2 * slashes + 1 if c == '"' else slashes) + c)
            slashes = 0
        if not argument or " " in argument or "\t" in argument:
            words.append('"' + "".join(quoted) + "\\" * (2 * slashes) + '"')
        else:
            words.append("".join(quoted) + "\\" * slashes)
    return " ".join(words)


__getattr__ = refusing("subprocess", "the sandbox starts no processes", "run call check_call check_output getoutput getstatusoutput", "Popen")
