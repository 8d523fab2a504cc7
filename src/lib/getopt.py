# SPDX-License-Identifier: MIT
# getopt: command-line options in the manner of the C function.

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _one(opts, args[0], shortopts, longopts, args[1:])
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    opts, rest = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    strict = shortopts.startswith("+")
    shortopts = shortopts.removeprefix("+")
    while args:
        if args[0] == "--":
            rest += args[1:]
            break
        if args[0][:1] == "-" and args[0] != "-":
            args = _one(opts, args[0], shortopts, longopts, args[1:])
        elif strict:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _one(opts, word, shortopts, longopts, args):
    return _long(opts, word[2:], longopts, args) if word.startswith("--") else _short(opts, word[1:], shortopts, args)


def _long(opts, opt, longopts, args):
    opt, equals, value = opt.partition("=")
    found = [known for known in longopts if known.startswith(opt)]
    if not found:
        raise GetoptError(f"option --{opt} not recognized", opt)
    exact = [known for known in found if known.rstrip("=") == opt]
    if len(found) > 1 and not exact:
        raise GetoptError(f"option --{opt} not a unique prefix", opt)
    known = exact[0] if exact else found[0]
    name = known.rstrip("=")
    if known.endswith("="):
        if not equals:
            if not args:
                raise GetoptError(f"option --{name} requires argument", name)
            value, args = args[0], args[1:]
    elif equals:
        raise GetoptError(f"option --{name} must not have an argument", name)
    opts.append(("--" + name, value))
    return args


def _short(opts, letters, shortopts, args):
    while letters:
        opt, letters = letters[0], letters[1:]
        at = shortopts.find(opt)
        if opt == ":" or at < 0:
            raise GetoptError(f"option -{opt} not recognized", opt)
        if shortopts[at + 1:at + 2] == ":":
            if not letters:
                if not args:
                    raise GetoptError(f"option -{opt} requires argument", opt)
                letters, args = args[0], args[1:]
            opts.append(("-" + opt, letters))
            break
        opts.append(("-" + opt, ""))
    return args
