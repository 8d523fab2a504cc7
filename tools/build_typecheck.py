#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds the type checker's Rust library into a folder of the cache, with the public stubs that belong to it.

Usage: build_typecheck.py CARGO FOLDER TARGET_DIR

FOLDER gets libmonty_typecheck.a, typeshed/ and ty_extensions/ (both as the crate ty_vendored carries them). The build's
name for it holds a hash of the crate's files, so that it is made once for all build trees of a machine.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

CRATE = Path(__file__).resolve().parent.parent / "crates" / "typecheck"


def main():
    cargo, folder, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    library = folder / "libmonty_typecheck.a"
    if library.exists():  # from another build tree, whose files are older than this one's
        library.touch()
        return
    manifest = ["--manifest-path", str(CRATE / "Cargo.toml"), "--locked"]
    environment = os.environ | {"CARGO_TARGET_DIR": str(target)}
    subprocess.run([cargo, "build", "--release", *manifest], env=environment, check=True)
    metadata = json.loads(subprocess.run([cargo, "metadata", "--format-version", "1", *manifest], env=environment, check=True,
                                         stdout=subprocess.PIPE).stdout)
    vendored = next(Path(p["manifest_path"]).parent for p in metadata["packages"] if p["name"] == "ty_vendored")
    made = folder.with_name(f"{folder.name}.{os.getpid()}")
    made.mkdir(parents=True)
    shutil.copytree(vendored / "vendor" / "typeshed", made / "typeshed")
    shutil.copytree(vendored / "ty_extensions", made / "ty_extensions")
    shutil.copyfile(target / "release" / "libmonty_typecheck.a", made / "libmonty_typecheck.a")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        made.rename(folder)
    except OSError:
        if not (folder / "libmonty_typecheck.a").exists():
            raise
        shutil.rmtree(made)  # another build tree was first, with the same


if __name__ == "__main__":
    main()
