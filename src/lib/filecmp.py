# SPDX-License-Identifier: MIT
# filecmp: files compared.
import os

__all__ = ["clear_cache", "cmp", "cmpfiles", "dircmp", "DEFAULT_IGNORES"]

DEFAULT_IGNORES = ["RCS", "CVS", "tags", ".git", ".hg", ".bzr", "_darcs", "__pycache__"]


def clear_cache():
    """Nothing is kept."""


def cmp(f1, f2, shallow=True):
    """Are they equal? With `shallow` the same size and time are enough."""
    one, other = os.stat(f1), os.stat(f2)
    if one.st_mode & 0o170000 != 0o100000 or other.st_mode & 0o170000 != 0o100000 or one.st_size != other.st_size:
        return False
    if shallow and one.st_mtime == other.st_mtime:
        return True
    with open(f1, "rb") as a, open(f2, "rb") as b:
        return a.read() == b.read()


def cmpfiles(a, b, common, shallow=True):
    """The names of files that are equal in both folders, that differ, that cannot be compared."""
    found = [], [], []
    for name in common:
        try:
            which = 0 if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else 1
        except (OSError, ValueError):
            which = 2
        found[which].append(name)
    return found


class dircmp:
    """Two folders compared; what is asked for is found when it is."""

    def __init__(self, a, b, ignore=None, hide=None, *, shallow=True):
        self.left, self.right, self.shallow = a, b, shallow
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    def _listed(self, folder):
        return sorted(name for name in os.listdir(folder) if name not in self.hide and name not in self.ignore)

    def __getattr__(self, name):
        makers = {
            "left_list": lambda: self._listed(self.left), "right_list": lambda: self._listed(self.right),
            "common": lambda: [n for n in self.left_list if n in self.right_list],
            "left_only": lambda: [n for n in self.left_list if n not in self.right_list],
            "right_only": lambda: [n for n in self.right_list if n not in self.left_list],
            "common_dirs": lambda: [n for n in self.common if self._kinds(n) == (True, True)],
            "common_files": lambda: [n for n in self.common if self._kinds(n) == (False, False)],
            "common_funny": lambda: [n for n in self.common if self._kinds(n) in ((True, False), (False, True))],
            "same_files": lambda: self._compared[0], "diff_files": lambda: self._compared[1], "funny_files": lambda: self._compared[2],
            "_compared": lambda: cmpfiles(self.left, self.right, self.common_files, self.shallow),
            "subdirs": lambda: {n: type(self)(os.path.join(self.left, n), os.path.join(self.right, n), self.ignore, self.hide,
                                              shallow=self.shallow) for n in self.common_dirs},
        }
        if name not in makers:
            raise AttributeError(name)
        value = makers[name]()
        setattr(self, name, value)
        return value

    def _kinds(self, name):
        return os.path.isdir(os.path.join(self.left, name)), os.path.isdir(os.path.join(self.right, name))

    def report(self):
        print("diff", self.left, self.right)
        for text, names in (("Only in " + self.left, self.left_only), ("Only in " + self.right, self.right_only),
                            ("Identical files", self.same_files), ("Differing files", self.diff_files),
                            ("Trouble with common files", self.funny_files), ("Common subdirectories", self.common_dirs),
                            ("Common funny cases", self.common_funny)):
            if names:
                print(text, ":", names)
