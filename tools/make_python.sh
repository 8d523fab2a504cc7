#!/bin/sh
# Builds the wheel of the Python package into dist/, installs it into .venv, prints its path.
set -eu
cd "$(dirname "$0")/.."
rm -rf build/wheel
.venv/bin/pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel . >build/.wheel.log 2>&1 || {
  tail -40 build/.wheel.log
  exit 1
}
wheel=$(basename build/wheel/*.whl)
mkdir -p dist
mv "build/wheel/$wheel" dist/
.venv/bin/pip install -q --disable-pip-version-check --no-deps --force-reinstall "dist/$wheel"
echo "dist/$wheel"
