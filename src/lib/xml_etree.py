# SPDX-License-Identifier: MIT
# xml.etree: the package of xml.etree.ElementTree.
__path__ = []
