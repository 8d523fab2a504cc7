# SPDX-License-Identifier: MIT
# concurrent: the package of concurrent.futures.
__path__ = []
