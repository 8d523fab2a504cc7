# SPDX-License-Identifier: MIT
# __future__: `from __future__ import ...` is done by the compiler.
# native: module python
class _Feature:
    optional: tuple[int, int, int, str, int]
    mandatory: tuple[int, int, int, str, int] | None
    compiler_flag: int

annotations: _Feature
division: _Feature
absolute_import: _Feature
print_function: _Feature
unicode_literals: _Feature
generator_stop: _Feature
with_statement: _Feature
nested_scopes: _Feature
generators: _Feature
barry_as_FLUFL: _Feature
all_feature_names: list[str]
