import ipaddress as ip
for t in ("192.168.1.1", "::1", "2001:db8::1", "8.8.8.8", "::ffff:10.0.0.1", "1:0:0:2:0:0:0:3", "100.64.0.1", "169.254.1.1", "224.0.0.1","2002:c000:0204::"):
    a = ip.ip_address(t)
    print(repr(a), int(a), a.version, a.is_private, a.is_global, a.is_loopback, a.is_multicast, a.is_link_local, a.is_reserved, a.is_unspecified, a.exploded, a.compressed, a.reverse_pointer, a.packed)
for t in ("256.1.1.1", "1.2.3", "a.b.c.d", "01.2.3.4", "1.2.3.4/5", "", ":::", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7:8:9"):
    for f in (ip.ip_address, ip.IPv4Address, ip.IPv6Address):
        try: print(f(t))
        except ValueError as e: print(type(e).__name__, e)
n = ip.ip_network("192.168.0.0/29")
print(n, repr(n), n.netmask, n.hostmask, n.broadcast_address, n.num_addresses, n.prefixlen, list(n.hosts()), list(n)[-1], n[3], n[-1])
print(ip.ip_address("192.168.0.5") in n, ip.ip_address("192.168.1.5") in n, n.overlaps(ip.ip_network("192.168.0.0/24")), n.subnet_of(ip.ip_network("192.168.0.0/24")), list(n.subnets()), list(n.subnets(new_prefix=31)), n.supernet(), n.supernet(new_prefix=16), list(ip.ip_network("10.0.0.0/24").address_exclude(ip.ip_network("10.0.0.0/26"))))
for f in (lambda: ip.ip_network("192.168.0.1/24"), lambda: ip.ip_network("192.168.0.1/33"), lambda: ip.ip_network("x"), lambda: ip.IPv4Network("1.2.3.4/1.2.3.5"), lambda: n[99], lambda: list(n.subnets(new_prefix=2)), lambda: ip.ip_address("1.1.1.1") < ip.ip_address("::1"), lambda: ip.ip_interface("q"), lambda: ip.IPv4Address(-1), lambda: ip.IPv4Address(2**32), lambda: ip.IPv4Address(b"abc"), lambda: ip.ip_address("1.1.1.1") + 2**33, lambda: ip.IPv4Network("1.2.3.4/8/9")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(ip.ip_network("192.168.0.1/24", strict=False), ip.ip_network("10.0.0.0/255.0.0.0"), ip.ip_network("10.0.0.0/0.255.255.255"), n.with_netmask, n.with_hostmask)
i = ip.ip_interface("192.168.1.5/24"); print(i, repr(i), i.network, i.ip, i.netmask, i.with_netmask)
print(list(ip.collapse_addresses([ip.ip_network("10.0.0.0/25"), ip.ip_network("10.0.0.128/25"), ip.ip_address("10.0.1.0")])), list(ip.summarize_address_range(ip.ip_address("10.0.0.1"), ip.ip_address("10.0.0.9"))))
a = ip.ip_address("10.0.0.1"); print(a + 5, a - 1, a < a + 1, sorted([a + 3, a]), f"{a:b}", f"{a:#x}", hash(a) == hash(ip.ip_address("10.0.0.1")), a == "10.0.0.1", {a: 1})
print(ip.ip_network("2001:db8::/32").num_addresses, ip.ip_network("2001:db8::/126"), list(ip.ip_network("2001:db8::/126").hosts()), ip.ip_network("::/0").is_private, ip.ip_network("10.0.0.0/8").is_private, list(ip.ip_network("1.1.1.1/32").hosts()), list(ip.ip_network("1.1.1.0/31").hosts()))
print(sorted([ip.ip_network("10.1.0.0/16"), ip.ip_network("10.0.0.0/8"), ip.ip_network("10.0.0.0/16")]), ip.IPv6Address("::ffff:1.2.3.4").ipv4_mapped, ip.v4_int_to_packed(5))
