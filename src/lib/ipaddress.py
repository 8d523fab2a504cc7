# SPDX-License-Identifier: MIT
# ipaddress: addresses, networks and interfaces of IPv4 and IPv6.
from __future__ import annotations

from functools import total_ordering

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """What is wrong with an address."""


class NetmaskValueError(ValueError):
    """What is wrong with a netmask."""


def ip_address(address):
    return _first_that_fits(address, (IPv4Address, IPv6Address), (), "address")


def ip_network(address, strict=True):
    return _first_that_fits(address, (IPv4Network, IPv6Network), (strict,), "network")


def ip_interface(address):
    return _first_that_fits(address, (IPv4Interface, IPv6Interface), (), "interface")


def _first_that_fits(address, classes, more, what):
    for cls in classes:
        try:
            return cls(address, *more)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def v4_int_to_packed(address):
    try:
        return address.to_bytes(4, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4") from None


def v6_int_to_packed(address):
    try:
        return address.to_bytes(16, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6") from None


def summarize_address_range(first, last):
    """The networks that hold exactly the addresses from first to last."""
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError("first and last must be IP addresses, not networks")
    if first.version != last.version:
        raise TypeError(f"{first} and {last} are not of the same version")
    if first > last:
        raise ValueError("last IP address must be greater than first")
    network = IPv4Network if first.version == 4 else IPv6Network
    width = first.max_prefixlen
    low, high = first._ip, last._ip
    while low <= high:
        zeros = width if low == 0 else (low & -low).bit_length() - 1
        bits = min(zeros, (high - low + 1).bit_length() - 1)
        yield network((low, width - bits))
        low += 1 << bits
        if low - 1 == (1 << width) - 1:
            break


def collapse_addresses(addresses):
    """The fewest networks that hold the same addresses."""
    singles, networks = [], []
    for item in addresses:
        for others in (singles, networks):
            if others and others[-1].version != item.version:
                raise TypeError(f"{item} and {others[-1]} are not of the same version")
        if isinstance(item, _BaseAddress):
            single = getattr(item, "_as_address", item)
            if isinstance(item, (IPv4Interface, IPv6Interface)):
                if item.network.prefixlen == item.max_prefixlen:
                    singles.append(item.ip)
                else:
                    networks.append(item.network)
            else:
                singles.append(single)
        elif item.prefixlen == item.max_prefixlen:
            singles.append(item.network_address)
        else:
            networks.append(item)
    return iter(_merge(networks + [item._network_of_one() for item in set(singles)]))


def _merge(networks):
    pending = list(networks)
    kept = {}
    while pending:
        network = pending.pop()
        parent = network.supernet()
        other = kept.get(parent)
        if other is None:
            kept[parent] = network
        elif other != network:
            del kept[parent]
            pending.append(parent)
    last = None
    out = []
    for network in sorted(kept.values()):
        if last is not None and last.broadcast_address >= network.broadcast_address:
            continue
        out.append(network)
        last = network
    return out


def get_mixed_type_key(obj):
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj.version, obj
    return NotImplemented


# ---- what texts mean

def _parse_v4(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    value = 0
    for octet in octets:
        value = value << 8 | _parse_octet(octet, text)
    return value


def _parse_octet(octet, text):
    def wrong(message):
        return AddressValueError(f"{message} in {text!r}")
    if not octet:
        raise wrong("Empty octet not permitted")
    if not (octet.isascii() and octet.isdigit()):
        raise wrong(f"Only decimal digits permitted in {octet!r}")
    if len(octet) > 3:
        raise wrong(f"At most 3 characters permitted in {octet!r}")
    if octet != "0" and octet[0] == "0":
        raise wrong(f"Leading zeros are not permitted in {octet!r}")
    value = int(octet)
    if value > 255:
        raise AddressValueError(f"Octet {value} (> 255) not permitted in {text!r}")
    return value


def _parse_v6(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    if len(text) > 45:
        shown = f"{text[:13]}({len(text) - 27} chars elided){text[-14:]}" if len(text) > 100 else text
        raise AddressValueError(f"At most 45 characters expected in {shown!r}")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError(f"At least 3 parts expected in {text!r}")
    if "." in parts[-1]:
        try:
            tail = _parse_v4(parts.pop())
        except AddressValueError as error:
            raise AddressValueError(f"{error} in {text!r}") from None
        parts += [f"{tail >> 16:x}", f"{tail & 0xffff:x}"]
    if len(parts) > 9:
        raise AddressValueError(f"At most 8 colons permitted in {text!r}")
    gap = None
    for at in range(1, len(parts) - 1):
        if not parts[at]:
            if gap is not None:
                raise AddressValueError(f"At most one '::' permitted in {text!r}")
            gap = at
    if gap is not None:
        high, low = gap, len(parts) - gap - 1
        if not parts[0]:
            high -= 1
            if high:
                raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
        if not parts[-1]:
            low -= 1
            if low:
                raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        skipped = 8 - (high + low)
        if skipped < 1:
            raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
    else:
        if len(parts) != 8:
            raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
        if not parts[0]:
            raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
        if not parts[-1]:
            raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        high, low, skipped = 8, 0, 0
    value = 0
    for part in parts[:high]:
        value = value << 16 | _parse_hextet(part, text)
    value <<= 16 * skipped
    for part in parts[len(parts) - low:] if low else ():
        value = value << 16 | _parse_hextet(part, text)
    return value


def _parse_hextet(part, text):
    if not part or part.strip("0123456789abcdefABCDEF"):
        raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
    if len(part) > 4:
        raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
    return int(part, 16)


def _show_v4(value):
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def _show_v6(value):
    parts = [f"{value >> shift & 0xffff:x}" for shift in range(112, -1, -16)]
    best_start, best_length = -1, 1
    at = 0
    while at < 8:
        end = at
        while end < 8 and parts[end] == "0":
            end += 1
        if end - at > best_length:
            best_start, best_length = at, end - at
        at = max(end, at + 1)
    if best_start < 0:
        return ":".join(parts)
    return ":".join(parts[:best_start]) + "::" + ":".join(parts[best_start + best_length:])


# ---- addresses

class _IPAddressBase:
    __slots__ = ()

    @property
    def exploded(self):
        return self._explode()

    @property
    def compressed(self):
        return str(self)

    @property
    def reverse_pointer(self):
        return self._reverse_pointer()


@total_ordering
class _BaseAddress(_IPAddressBase):
    """What addresses of both versions share."""

    __slots__ = ()

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self):
        return self._show(self._ip)

    def __hash__(self):
        return hash(hex(self._ip))

    def __reduce__(self):
        return type(self), (self._ip,)

    def __format__(self, spec):
        if not spec or spec[-1] == "s":
            return format(str(self), spec)
        kind = spec[-1]
        body = spec[:-1]
        alternate = "#" in body
        grouped = "_" in body
        if kind not in "bxXn" or body.replace("#", "", 1).replace("_", "", 1):
            return super().__format__(spec)
        if kind == "n":
            kind = "b" if self.version == 4 else "x"
        width = self.max_prefixlen // (1 if kind == "b" else 4)
        if grouped:
            width += width // 4 - 1
        if alternate:
            width += 2
        return format(self._ip, f"{'#' if alternate else ''}0{width}{'_' if grouped else ''}{kind}")

    def _check_number(self, value):
        if value < 0:
            raise AddressValueError(f"{value} (< 0) is not permitted as an IPv{self.version} address")
        if value >= 1 << self.max_prefixlen:
            raise AddressValueError(f"{value} (>= 2**{self.max_prefixlen}) is not permitted as an IPv{self.version} address")

    def _number_of_bytes(self, data):
        if len(data) != self.max_prefixlen // 8:
            raise AddressValueError(f"{data!r} (len {len(data)} != {self.max_prefixlen // 8}) is not permitted as an "
                                    f"IPv{self.version} address")
        return int.from_bytes(data, "big")

    def _network_of_one(self):
        return self._network_class((self._ip, self.max_prefixlen))

    def _in_any(self, networks):
        value = self._ip
        return any([value >> shift == start >> shift for start, shift in networks])

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")


def _ranges(width, *texts):
    """(first address, bits that differ) of each network."""
    out = []
    for text in texts:
        start, _, prefix = text.partition("/")
        out.append(((_parse_v4 if width == 32 else _parse_v6)(start), width - int(prefix)))
    return tuple(out)


class IPv4Address(_BaseAddress):
    """An address of four bytes."""

    __slots__ = ("_ip", "__weakref__")
    version = 4
    max_prefixlen = 32
    _show = staticmethod(_show_v4)
    _parse = staticmethod(_parse_v4)

    def __init__(self, address):
        if isinstance(address, int):
            self._check_number(address)
            self._ip = int(address)
        elif isinstance(address, bytes):
            self._ip = self._number_of_bytes(address)
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = _parse_v4(text)

    def _explode(self):
        return str(self)

    def _reverse_pointer(self):
        return ".".join(reversed(str(self).split("."))) + ".in-addr.arpa"

    @property
    def is_reserved(self):
        return self._ip >> 28 == 15

    @property
    def is_private(self):
        return self._in_any(_v4_facts()["private"]) and not self._in_any(_v4_facts()["not private"])

    @property
    def is_global(self):
        return not self._in_any(_v4_facts()["shared"]) and not self.is_private

    @property
    def is_multicast(self):
        return self._ip >> 28 == 14

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_loopback(self):
        return self._ip >> 24 == 127

    @property
    def is_link_local(self):
        return self._ip >> 16 == 0xa9fe

    @property
    def ipv6_mapped(self):
        return IPv6Address(f"::ffff:{self}")


_facts = {}


def _v4_facts():
    if 4 not in _facts:
        _facts[4] = {
            "private": _ranges(32, "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
                               "192.0.0.170/31", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
                               "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32"),
            "not private": _ranges(32, "192.0.0.9/32", "192.0.0.10/32"),
            "shared": _ranges(32, "100.64.0.0/10")}
    return _facts[4]


def _v6_facts():
    if 6 not in _facts:
        _facts[6] = {
            "private": _ranges(128, "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
                               "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10"),
            "not private": _ranges(128, "2001:1::1/128", "2001:1::2/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28", "2001:30::/28"),
            "reserved": _ranges(128, "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3",
                                "a000::/3", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fe00::/9")}
    return _facts[6]


class IPv6Address(_BaseAddress):
    """An address of sixteen bytes, perhaps with a scope."""

    __slots__ = ("_ip", "_scope_id", "__weakref__")
    version = 6
    max_prefixlen = 128
    _show = staticmethod(_show_v6)
    _parse = staticmethod(_parse_v6)

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, int):
            self._check_number(address)
            self._ip = int(address)
        elif isinstance(address, bytes):
            self._ip = self._number_of_bytes(address)
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            text, percent, scope = text.partition("%")
            if percent:
                if not scope or "%" in scope:
                    raise AddressValueError(f"Invalid IPv6 address: {address!r}")
                self._scope_id = scope
            self._ip = _parse_v6(text)

    def __str__(self):
        value = self._ip
        text = f"::ffff:{_show_v4(value & 0xffffffff)}" if value >> 32 == 0xffff else _show_v6(value)
        return f"{text}%{self._scope_id}" if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, "_scope_id", None)

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def scope_id(self):
        return self._scope_id

    def _explode(self):
        parts = [f"{self._ip >> shift & 0xffff:04x}" for shift in range(112, -1, -16)]
        if self._ip >> 32 == 0xffff:
            parts[6:] = [_show_v4(self._ip & 0xffffffff)]
        return ":".join(parts)

    def _reverse_pointer(self):
        return ".".join(f"{self._ip:032x}"[::-1]) + ".ip6.arpa"

    @property
    def is_multicast(self):
        return self._ip >> 120 == 0xff

    @property
    def is_reserved(self):
        return self._in_any(_v6_facts()["reserved"])

    @property
    def is_link_local(self):
        return self._ip >> 118 == 0xfe80 >> 6

    @property
    def is_site_local(self):
        return self._ip >> 118 == 0xfec0 >> 6

    @property
    def is_private(self):
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        return self._in_any(_v6_facts()["private"]) and not self._in_any(_v6_facts()["not private"])

    @property
    def is_global(self):
        mapped = self.ipv4_mapped
        return mapped.is_global if mapped is not None else not self.is_private

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_loopback(self):
        return self._ip == 1

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


# ---- networks

def _split_address(address):
    if isinstance(address, tuple):
        return address if len(address) > 1 else (address[0], None)
    if isinstance(address, (bytes, int)):
        return address, None
    text = str(address)
    parts = text.split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts[0], parts[1] if len(parts) > 1 else None


def _prefix_of(mask, cls):
    """The length of a prefix that is given as a number, a netmask or (IPv4) a hostmask."""
    width = cls.max_prefixlen
    if mask is None:
        return width
    if isinstance(mask, int):
        if not 0 <= mask <= width:
            raise NetmaskValueError(f"{mask!r} is not a valid netmask")
        return mask
    text = str(mask)
    if text.isascii() and text.isdigit():
        prefix = int(text)
        if prefix > width:
            raise NetmaskValueError(f"{text!r} is not a valid netmask")
        return prefix
    if width == 128:
        raise NetmaskValueError(f"{text!r} is not a valid netmask")
    try:
        value = _parse_v4(text)
    except AddressValueError:
        raise NetmaskValueError(f"{text!r} is not a valid netmask") from None
    for candidate in (value, value ^ 0xffffffff):
        zeros = 32 if candidate == 0 else (candidate & -candidate).bit_length() - 1
        if candidate >> zeros == (1 << 32 - zeros) - 1:
            return 32 - zeros
    raise NetmaskValueError(f"{text!r} is not a valid netmask")


@total_ordering
class _BaseNetwork(_IPAddressBase):
    """What networks of both versions share."""

    def __init__(self, address, strict=True):
        start, mask = _split_address(address)
        self.network_address = self._address_class(start)
        self._prefixlen = _prefix_of(mask, self)
        value = self.network_address._ip
        cleared = value & self._mask()
        if cleared != value:
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = self._address_class(cleared)

    def _mask(self):
        width = self.max_prefixlen
        return (1 << width) - (1 << width - self._prefixlen)

    @property
    def netmask(self):
        return self._address_class(self._mask())

    @property
    def hostmask(self):
        return self._address_class((1 << self.max_prefixlen - self._prefixlen) - 1)

    @property
    def broadcast_address(self):
        return self._address_class(self.network_address._ip | (1 << self.max_prefixlen - self._prefixlen) - 1)

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def num_addresses(self):
        return 1 << self.max_prefixlen - self._prefixlen

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def _explode(self):
        return f"{self.network_address.exploded}/{self._prefixlen}"

    def _reverse_pointer(self):
        return self.network_address.reverse_pointer

    @property
    def with_prefixlen(self):
        return f"{self.network_address}/{self._prefixlen}"

    @property
    def with_netmask(self):
        return f"{self.network_address}/{self.netmask}"

    @property
    def with_hostmask(self):
        return f"{self.network_address}/{self.hostmask}"

    def hosts(self):
        start, end = self.network_address._ip, self.broadcast_address._ip
        left = self.max_prefixlen - self._prefixlen
        if left == 0:
            return [self._address_class(start)]
        if left == 1:
            return [self._address_class(start), self._address_class(end)]
        last = end if self.version == 4 else end + 1
        return map(self._address_class, range(start + 1, last))

    def __iter__(self):
        return map(self._address_class, range(self.network_address._ip, self.broadcast_address._ip + 1))

    def __getitem__(self, n):
        start, end = self.network_address._ip, self.broadcast_address._ip
        value = start + n if n >= 0 else end + n + 1
        if not start <= value <= end:
            raise IndexError("address out of range")
        return self._address_class(value)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        self._same_version(other)
        return (self.network_address._ip, self._prefixlen) < (other.network_address._ip, other._prefixlen)

    def __eq__(self, other):
        try:
            return self.version == other.version and self.network_address == other.network_address and \
                self._prefixlen == other._prefixlen
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash((self.network_address._ip, self._prefixlen))

    def __reduce__(self):
        return type(self), (str(self),)

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self._mask() == self.network_address._ip

    def _same_version(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")

    def _get_networks_key(self):
        return self.version, self.network_address, self.netmask

    def overlaps(self, other):
        return other.network_address in self or other.broadcast_address in self or self.network_address in other or \
            self.broadcast_address in other

    def compare_networks(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same type")
        mine, its = self._get_networks_key(), other._get_networks_key()
        return (mine > its) - (mine < its)

    def subnet_of(self, other):
        self._same_version(other)
        return other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address

    def supernet_of(self, other):
        self._same_version(other)
        return other.subnet_of(self)

    def address_exclude(self, other):
        """The rest of this network without the other."""
        self._same_version(other)
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f"{other} is not a network object")
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        if other == self:
            return
        low, high = self.subnets()
        while low != other and high != other:
            if other.subnet_of(low):
                yield high
                low, high = low.subnets()
            else:
                yield low
                low, high = high.subnets()
        yield high if low == other else low

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        prefix = self._prefixlen + prefixlen_diff
        if prefix > self.max_prefixlen:
            raise ValueError(f"prefix length diff {prefix} is invalid for netblock {self}")
        start = self.network_address._ip
        step = 1 << self.max_prefixlen - prefix
        for value in range(start, start + self.num_addresses, step):
            yield type(self)((value, prefix))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        prefix = self._prefixlen - prefixlen_diff
        if prefix < 0:
            raise ValueError(f"current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}")
        width = self.max_prefixlen
        return type(self)((self.network_address._ip & (1 << width) - (1 << width - prefix), prefix))

    def _both_ends(name):
        def test(self):
            return getattr(self.network_address, name) and getattr(self.broadcast_address, name)
        return property(test)

    is_multicast = _both_ends("is_multicast")
    is_reserved = _both_ends("is_reserved")
    is_link_local = _both_ends("is_link_local")
    is_private = _both_ends("is_private")
    is_unspecified = _both_ends("is_unspecified")
    is_loopback = _both_ends("is_loopback")
    del _both_ends

    @property
    def is_global(self):
        return not self.is_private


class IPv4Network(_BaseNetwork):
    version = 4
    max_prefixlen = 32
    _address_class = IPv4Address

    @property
    def is_global(self):
        shared = IPv4Network("100.64.0.0/10")
        return not (self.network_address in shared and self.broadcast_address in shared) and not self.is_private


class IPv6Network(_BaseNetwork):
    version = 6
    max_prefixlen = 128
    _address_class = IPv6Address

    @property
    def is_site_local(self):
        return self.network_address.is_site_local and self.broadcast_address.is_site_local


IPv4Address._network_class = IPv4Network
IPv6Address._network_class = IPv6Network


# ---- interfaces

class _Interface:
    """An address with the network that it is in."""

    def __init__(self, address):
        start, mask = _split_address(address)
        super().__init__(start)
        self.network = self._network_class((start if isinstance(start, (int, bytes)) else self._ip, _prefix_of(mask, self)), strict=False)
        self._prefixlen = self.network._prefixlen

    @property
    def netmask(self):
        return self.network.netmask

    @property
    def hostmask(self):
        return self.network.hostmask

    @property
    def ip(self):
        return self._address_class(self._ip)

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            return False

    def __lt__(self, other):
        less = super().__lt__(other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def with_prefixlen(self):
        return f"{self.ip}/{self._prefixlen}"

    @property
    def with_netmask(self):
        return f"{self.ip}/{self.netmask}"

    @property
    def with_hostmask(self):
        return f"{self.ip}/{self.hostmask}"


class IPv4Interface(_Interface, IPv4Address):
    _address_class = IPv4Address


class IPv6Interface(_Interface, IPv6Address):
    _address_class = IPv6Address
