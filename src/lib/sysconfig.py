# SPDX-License-Identifier: MIT
# sysconfig: there is no build and no installation to tell of: no variable is known, and there are no paths.
import sys

from _refusing import refusing


def get_config_vars(*names):
    """The values of the names, each None; without names an empty dict."""
    return [None] * len(names) if names else {}


def get_config_var(name):
    return get_config_vars(name)[0]


def get_platform():
    return sys.platform


def get_python_version():
    return "%d.%d" % sys.version_info[:2]


def is_python_build(check_home=None):
    return False


def get_scheme_names():
    return ()


def get_path_names():
    return ()


__getattr__ = refusing("sysconfig", "the sandbox has no installation", "get_path get_paths get_default_scheme get_preferred_scheme "
                       "get_config_h_filename get_makefile_filename parse_config_h")
