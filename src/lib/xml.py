# SPDX-License-Identifier: MIT
# xml: the package of xml.etree.ElementTree; the other parts of it are left out.
__path__ = []
