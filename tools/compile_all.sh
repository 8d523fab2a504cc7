#!/bin/sh
# Compiles and verifies every .py below a directory (CPython's library unless told) with compile_tool.
#   tools/compile_all.sh PATH/TO/compile_tool [DIRECTORY]
set -eu
tool=$1
dir=${2:-$(python3 -c 'import os; print(os.path.dirname(os.__file__))')}
find "$dir" -name '*.py' -size -2000k ! -path '*/lib2to3/*' ! -path '*/bad*' -print0 | xargs -0 "$tool"
