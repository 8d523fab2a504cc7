# SPDX-License-Identifier: MIT
# socket: constants, errors, and what turns addresses and numbers into bytes. The sandbox has no network; host functions can
# fetch what a program needs.
from enum import IntEnum, IntFlag

from _refusing import refusing

error = OSError
timeout = TimeoutError
has_ipv6 = False
SOMAXCONN = 4096
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST, INADDR_NONE = 0, 0x7F000001, 0xFFFFFFFF, 0xFFFFFFFF

AddressFamily = IntEnum("AddressFamily", {"AF_UNSPEC": 0, "AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}, module="socket")
SocketKind = IntEnum("SocketKind", {"SOCK_STREAM": 1, "SOCK_DGRAM": 2, "SOCK_RAW": 3, "SOCK_RDM": 4, "SOCK_SEQPACKET": 5,
                                    "SOCK_NONBLOCK": 2048, "SOCK_CLOEXEC": 524288}, module="socket")
MsgFlag = IntFlag("MsgFlag", {"MSG_OOB": 1, "MSG_PEEK": 2, "MSG_DONTROUTE": 4, "MSG_TRUNC": 32, "MSG_DONTWAIT": 64, "MSG_WAITALL": 256,
                              "MSG_NOSIGNAL": 16384}, module="socket")
AddressInfo = IntFlag("AddressInfo", {"AI_PASSIVE": 1, "AI_CANONNAME": 2, "AI_NUMERICHOST": 4, "AI_V4MAPPED": 8, "AI_ALL": 16,
                                      "AI_ADDRCONFIG": 32, "AI_NUMERICSERV": 1024}, module="socket")
for _enum in (AddressFamily, SocketKind, MsgFlag, AddressInfo):
    globals().update(_enum.__members__)
del _enum

IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPPROTO_RAW = 0, 1, 6, 17, 41, 255
SOL_SOCKET, SOL_TCP, SOL_UDP, SOL_IP = 1, 6, 17, 0
SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_LINGER, SO_REUSEPORT = 2, 3, 4, 6, 7, 8, 9, 13, 15
TCP_NODELAY, TCP_MAXSEG, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT = 1, 2, 4, 5, 6, 18
IPV6_V6ONLY = 26
SHUT_RD, SHUT_WR, SHUT_RDWR = range(3)
EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE = -3, -1, -4, -6, -10, -2, -8, -7
NI_NUMERICHOST, NI_NUMERICSERV, NI_NAMEREQD = 1, 2, 8


class herror(OSError):
    """An address that is not known."""


class gaierror(OSError):
    """A name that is not known."""


def inet_aton(ip_string, /):
    """The four bytes of an address of up to four numbers."""
    parts = ip_string.split(".")
    try:
        numbers = [int(part, 16 if part[:2] in ("0x", "0X") else 8 if part[:1] == "0" and part != "0" else 10) for part in parts]
    except ValueError:
        numbers = []
    if not 1 <= len(numbers) <= 4 or any(not 0 <= n <= 255 for n in numbers[:-1]) or not 0 <= numbers[-1] < 256 ** (5 - len(numbers)):
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(numbers[:-1]) + numbers[-1].to_bytes(5 - len(numbers))


def inet_ntoa(packed_ip, /):
    """The address that four bytes are."""
    if len(packed_ip) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return ".".join([str(n) for n in packed_ip])


def inet_pton(address_family, ip_string, /):
    """The bytes of an address."""
    import ipaddress
    if address_family not in (AddressFamily.AF_INET, AddressFamily.AF_INET6):
        raise OSError(97, "Address family not supported by protocol")
    try:
        return (ipaddress.IPv4Address if address_family == AddressFamily.AF_INET else ipaddress.IPv6Address)(ip_string).packed
    except ValueError:
        raise OSError("illegal IP address string passed to inet_pton") from None


def inet_ntop(address_family, packed_ip, /):
    """The address that bytes are."""
    import ipaddress
    sizes = {AddressFamily.AF_INET: 4, AddressFamily.AF_INET6: 16}
    if address_family not in sizes:
        raise ValueError(f"unknown address family {address_family}")
    if len(packed_ip) != sizes[address_family]:
        raise ValueError("invalid length of packed IP address string")
    return str(ipaddress.ip_address(bytes(packed_ip)))


def _swapped(x, size):
    if x < 0:
        raise OverflowError("can't convert negative number to unsigned")
    return int.from_bytes(x.to_bytes(size), "little")


def htons(x, /):
    """The number with its two bytes in the network's order."""
    return _swapped(x, 2)


def htonl(x, /):
    """The number with its four bytes in the network's order."""
    return _swapped(x, 4)


ntohs, ntohl = htons, htonl


def has_dualstack_ipv6():
    return False


def gethostname():
    """The one machine that a sandbox knows."""
    return "localhost"


def getfqdn(name=""):
    return name if name and name not in ("0.0.0.0", "::") else gethostname()


def getdefaulttimeout():
    return None


def setdefaulttimeout(timeout, /):
    """There are no sockets that could wait."""


__getattr__ = refusing("socket", "the sandbox has no network", "create_connection create_server socketpair fromfd getaddrinfo "
                       "gethostbyname gethostbyname_ex gethostbyaddr getnameinfo getservbyname getservbyport getprotobyname "
                       "sethostname if_nameindex if_nametoindex if_indextoname close dup", "socket SocketType")
