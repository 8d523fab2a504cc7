# SPDX-License-Identifier: MIT
# email.mime: classes for parts.
__path__ = []
