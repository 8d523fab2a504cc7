# SPDX-License-Identifier: MIT
# ssl: errors and constants. The sandbox has no network.
from enum import IntEnum

from _refusing import refusing


class SSLError(OSError):
    """What all errors of this module are."""

    library = reason = None


class SSLZeroReturnError(SSLError):
    """The connection was closed."""


class SSLWantReadError(SSLError):
    """More has to be read first."""


class SSLWantWriteError(SSLError):
    """More has to be written first."""


class SSLSyscallError(SSLError):
    """The system refused."""


class SSLEOFError(SSLError):
    """The connection broke."""


class SSLCertVerificationError(SSLError, ValueError):
    """A certificate that is not good."""


CertificateError = SSLCertVerificationError
socket_error = OSError
VerifyMode = IntEnum("VerifyMode", {"CERT_NONE": 0, "CERT_OPTIONAL": 1, "CERT_REQUIRED": 2}, module="ssl")
TLSVersion = IntEnum("TLSVersion", {"MINIMUM_SUPPORTED": -2, "SSLv3": 768, "TLSv1": 769, "TLSv1_1": 770, "TLSv1_2": 771, "TLSv1_3": 772,
                                    "MAXIMUM_SUPPORTED": -1}, module="ssl")
CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = VerifyMode
PROTOCOL_TLS, PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER = 2, 16, 17
HAS_SNI = HAS_ALPN = HAS_TLSv1_2 = HAS_TLSv1_3 = False

__getattr__ = refusing("ssl", "the sandbox has no network", "create_default_context _create_unverified_context get_server_certificate "
                       "get_default_verify_paths wrap_socket RAND_bytes", "SSLContext SSLSocket SSLObject MemoryBIO")
