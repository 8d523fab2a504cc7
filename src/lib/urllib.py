# SPDX-License-Identifier: MIT
# urllib: the package of urllib.parse; nothing here reaches the network.
__path__ = []
