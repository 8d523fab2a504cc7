# SPDX-License-Identifier: MIT
# platform: what runs the program. Of the machine below, nothing is told.
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine", module="platform")


def python_version():
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "Monty"


def python_build():
    return "", ""


def python_compiler():
    return ""


def python_branch():
    return ""


def python_revision():
    return ""


def system():
    return ""


def node():
    return ""


def release():
    return ""


def version():
    return ""


def machine():
    return ""


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return "64bit", ""


def platform(aliased=False, terse=False):
    return f"Monty-{python_version()}"


def uname():
    return uname_result("", "", "", "", "")
