# SPDX-License-Identifier: MIT
# argparse: reading one command line.
#
# Each word is first called an option (with the actions that it may mean) or a value; "--" makes the rest values. Then options
# are taken one after another, and before each the positional arguments take as many of the values lying there as they can.
from __future__ import annotations

import argparse
from argparse import OPTIONAL, ONE_OR_MORE, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentError, ArgumentTypeError


def read(parser, words, namespace, intermixed):
    return _Reading(parser, words, namespace, intermixed).run()


_UNLIMITED = 1 << 60
_COUNTS = {None: (1, 1), OPTIONAL: (0, 1), ZERO_OR_MORE: (0, _UNLIMITED), ONE_OR_MORE: (1, _UNLIMITED), PARSER: (1, _UNLIMITED),
           REMAINDER: (0, _UNLIMITED), SUPPRESS: (0, 0)}


def _count_range(nargs):
    found = _COUNTS.get(nargs)
    return (nargs, nargs) if found is None else found


def _share_out(ranges, available):
    """How many values each of the positionals takes, the first ones taking as many as they may; None: too few."""
    needed = sum([low for low, _ in ranges])
    if needed > available:
        return None
    spare = available - needed
    counts = []
    for low, high in ranges:
        count = min(high, low + spare)
        spare -= count - low
        counts.append(count)
    return counts


class _Reading:
    def __init__(self, parser, words, namespace, intermixed):
        self.parser = parser
        self.namespace = namespace
        self.intermixed = intermixed
        self.words = self._read_files(words) if parser.fromfile_prefix_chars is not None else words
        self.extras = []
        self.seen = set()
        self.seen_non_default = set()
        self.positionals = parser._get_positional_actions()
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            members = group._group_actions
            for i, action in enumerate(members):
                self.conflicts.setdefault(action, []).extend(members[:i] + members[i + 1:])
        # The kind of each word: O an option, A a value, - the word "--"; with what each option may mean.
        self.options = {}
        kinds = []
        for at, word in enumerate(self.words):
            if word == "--":
                kinds.append("-")
                kinds.extend("A" * (len(self.words) - at - 1))
                break
            meanings = self._meanings(word)
            if meanings is None:
                kinds.append("A")
            else:
                self.options[at] = meanings
                kinds.append("O")
        self.kinds = "".join(kinds)

    def run(self):
        at = 0
        last_option = max(self.options) if self.options else -1
        while at <= last_option:
            following = at
            while following <= last_option and following not in self.options:
                following += 1
            if not self.intermixed and following != at:
                end = self._take_positionals(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras += self.words[at:following]
                at = following
            at = self._take_option(at)
        if self.intermixed:
            at = self._take_intermixed(at)
        else:
            at = self._take_positionals(at)
        self.extras += self.words[at:]
        self._finish()
        return self.namespace, self.extras

    def _take_intermixed(self, at):
        # Values left over between the options are shared out together with those behind the last.
        self.words = [word for word in self.extras if word[:1] not in self.parser.prefix_chars or not word[1:]] + self.words[at:]
        self.extras = [word for word in self.extras if word[:1] in self.parser.prefix_chars and word[1:]]
        self.kinds = "".join(["-" if word == "--" else "A" for word in self.words])
        return self._take_positionals(0)

    # ---- words

    def _read_files(self, words):
        out = []
        for word in words:
            if not word or word[0] not in self.parser.fromfile_prefix_chars:
                out.append(word)
                continue
            try:
                with open(word[1:]) as file:
                    inner = [part for line in file.read().splitlines() for part in self.parser.convert_arg_line_to_args(line)]
            except OSError as error:
                raise ArgumentError(None, str(error)) from None
            out.extend(self._read_files(inner))
        return out

    def _meanings(self, word):
        """[(action, option string, separator, explicit value)], or None for a value."""
        parser = self.parser
        if not word or word[0] not in parser.prefix_chars:
            return None
        if word in parser._option_string_actions:
            return [(parser._option_string_actions[word], word, None, None)]
        if len(word) == 1:
            return None
        name, equals, value = word.partition("=")
        if equals and name in parser._option_string_actions:
            return [(parser._option_string_actions[name], name, equals, value)]
        found = self._abbreviated(word)
        if found:
            return found
        if argparse._looks_negative(word) and not parser._has_negative_number_optionals:
            return None
        if " " in word:
            return None
        return [(None, word, None, None)]

    def _abbreviated(self, word):
        parser = self.parser
        chars = parser.prefix_chars
        table = parser._option_string_actions
        found = []
        if word[0] in chars and word[1] in chars:
            if parser.allow_abbrev:
                name, equals, value = word.partition("=")
                for text in table:
                    if text.startswith(name):
                        found.append((table[text], text, equals or None, value if equals else None))
        else:
            # One dash: a short option with its value or further short options behind it, or the start of a long one.
            short, rest = word[:2], word[2:]
            name, equals, value = word.partition("=")
            for text in table:
                if text == short:
                    found.append((table[text], text, "", rest))
                elif parser.allow_abbrev and text.startswith(name):
                    found.append((table[text], text, equals or None, value if equals else None))
        return found

    # ---- options

    def _take_option(self, at):
        meanings = self.options[at]
        if len(meanings) > 1:
            names = ", ".join([text for _, text, _, _ in meanings])
            raise ArgumentError(None, f"ambiguous option: {self.words[at]} could match {names}")
        action, text, separator, explicit = meanings[0]
        if action is None:
            self.extras.append(self.words[at])
            return at + 1
        taken = []
        table = self.parser._option_string_actions
        while True:
            low, high = _count_range(action.nargs)
            if explicit is None:
                count = self._count_values(action, at + 1)
                values = self.words[at + 1:at + 1 + count]
                taken.append((action, values, text))
                at += 1 + count
                break
            if low == 0 and high == 0:
                # A flag with something behind it: -vx is -v -x, but -v=x, --verbose=x are wrong.
                if text[1] in self.parser.prefix_chars or separator or explicit == "":
                    raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
                taken.append((action, [], text))
                text = text[0] + explicit[0]
                if text not in table:
                    self.extras.append(text[0] + explicit)
                    at += 1
                    break
                action = table[text]
                explicit = explicit[1:]
                if not explicit:
                    separator = explicit = None
                elif explicit[0] == "=":
                    separator = "="
                    explicit = explicit[1:]
                else:
                    separator = ""
            elif low <= 1 <= high:
                taken.append((action, [explicit], text))
                at += 1
                break
            else:
                raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
        for action, values, text in taken:
            if values and action.deprecated or action.deprecated and action.nargs == 0:
                self.parser._warning(f"option '{text}' is deprecated")
            self._act(action, values, text)
        return at

    def _count_values(self, action, at):
        low, high = _count_range(action.nargs)
        if action.nargs in (REMAINDER, PARSER):
            run = len(self.kinds) - at
            if action.nargs == PARSER and self.kinds[at:at + 1] != "A":
                run = 0
        else:
            run = 0
            while at + run < len(self.kinds) and self.kinds[at + run] == "A":
                run += 1
        if run < low:
            if action.nargs is None:
                message = "expected one argument"
            elif action.nargs == ONE_OR_MORE:
                message = "expected at least one argument"
            else:
                message = f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"
            raise ArgumentError(action, message)
        return min(run, high)

    # ---- positionals

    def _take_positionals(self, at):
        for count in range(len(self.positionals), -1, -1):
            # The first `count` positionals, if the values here are enough for them.
            chosen = self.positionals[:count]
            shares = self._match(chosen, at)
            if shares is not None:
                break
        for action, share in zip(chosen, shares):
            values = self.words[at:at + share]
            kinds = self.kinds[at:at + share]
            if action.nargs == PARSER:
                if kinds[:1] == "-":
                    values = values[1:]
            elif action.nargs != REMAINDER and "-" in kinds:
                values.remove("--")
            at += share
            if values and action.deprecated:
                self.parser._warning(f"argument '{action.dest}' is deprecated")
            self._act(action, values)
        self.positionals = self.positionals[count:]
        return at

    def _match(self, actions, at):
        """How many words each action takes, "--" counted with the value before which it stands."""
        greedy = next((i for i, action in enumerate(actions) if action.nargs in (PARSER, REMAINDER)), None)
        run = self.kinds[at:]
        if greedy is None:
            cut = run.find("O")
            run = run if cut < 0 else run[:cut]
            dash = run.find("-")
            counts = _share_out([_count_range(action.nargs) for action in actions], len(run) - (dash >= 0))
            return counts if counts is None or dash < 0 else self._count_dash(counts, dash)
        values = run.find("O")
        values = len(run) if values < 0 else values
        head = actions[:greedy]
        counts = _share_out([_count_range(action.nargs) for action in head], values - (1 if actions[greedy].nargs == PARSER else 0))
        if counts is None:
            return None
        return [*counts, len(run) - sum(counts)] + [0] * (len(actions) - greedy - 1) if all(
            _count_range(action.nargs)[0] == 0 for action in actions[greedy + 1:]) else None

    @staticmethod
    def _count_dash(counts, dash):
        before = 0
        for i, count in enumerate(counts):
            if before + count > dash or i == len(counts) - 1 and before + count == dash:
                return counts[:i] + [count + 1] + counts[i + 1:]
            before += count
        return counts

    # ---- values

    def _act(self, action, words, text=None):
        self.seen.add(action)
        values = self.parser._get_values(action, words)
        if values is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, f"not allowed with argument {argparse._get_action_name(other)}")
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, text)

    def _finish(self):
        parser, namespace = self.parser, self.namespace
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(argparse._get_action_name(action))
            elif action.default is not None and isinstance(action.default, str) and hasattr(namespace, action.dest) and \
                    action.default is getattr(namespace, action.dest):
                setattr(namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default for action in group._group_actions):
                names = [argparse._get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")


def values_of(parser, action, words):
    nargs = action.nargs
    if not words and nargs == OPTIONAL:
        value = action.const if action.option_strings else action.default
        if isinstance(value, str) and value is not SUPPRESS:
            value = value_of(parser, action, value)
        return value
    if not words and nargs == ZERO_OR_MORE and not action.option_strings:
        return action.default if action.default is not None else []
    if len(words) == 1 and nargs in (None, OPTIONAL):
        value = value_of(parser, action, words[0])
        parser._check_value(action, value)
        return value
    if nargs == REMAINDER:
        return [value_of(parser, action, word) for word in words]
    if nargs == SUPPRESS:
        return SUPPRESS
    values = [value_of(parser, action, word) for word in words]
    if nargs == PARSER:
        parser._check_value(action, values[0])
    else:
        for value in values:
            parser._check_value(action, value)
    return values


def value_of(parser, action, word):
    convert = parser._registry_get("type", action.type, action.type)
    if not callable(convert):
        raise TypeError(f"{convert!r} is not callable")
    try:
        return convert(word)
    except ArgumentTypeError as error:
        raise ArgumentError(action, str(error)) from None
    except (TypeError, ValueError):
        name = getattr(action.type, "__name__", repr(action.type))
        raise ArgumentError(action, f"invalid {name} value: {word!r}") from None
