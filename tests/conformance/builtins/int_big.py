# Arithmetic on large integers, checked by identities and by digits.
a = 123456789012345678901234567890123456789
b = 987654321098765432109876543210
print(a + b, a - b, b - a, a * b, a // b, a % b, -a // b, -a % b, a // -b, a % -b, divmod(-a, -b))
print(a ** 5, (-a) ** 3, pow(a, b, 10**20 + 39), pow(a, 10**6, 97), pow(7, -1, a))
print(a & b, a | b, a ^ b, ~a, -a & b, -a | b, -a ^ b, a & -b, -a & -b, -a | -b, -a ^ -b)
print(a << 77, a >> 50, -a >> 50, -a << 3, a >> 1000, -a >> 1000, (a << 1000) >> 1000 == a)
print(a / b, b / a, a * 1.5, a / 3.0, float(a), int(1e30), int(1.5e300) % 1000007, round(a, -30), a.bit_length(), a.bit_count())
print(a == a + 0, a < b, a > b, a != b, a >= a, hash(a), hash(-a), hash(b), bool(a), int(str(a)) == a, int(hex(a), 16) == a, int(oct(a), 8) == a, int(bin(a), 2) == a)
f = 1
for i in range(1, 301): f *= i
s = str(f)
print(len(s), s[:30], s[-80:].strip("0")[-10:], sum(map(int, s)))
x = 3 ** 2000
print(str(x)[:20], str(x)[-20:], x % 10**9, (x * x) // x == x, (x * x + x - 1) // x == x, (x * x + x - 1) % x == x - 1)
p = 2 ** 4423 - 1
print(p.bit_length(), str(p)[:15], str(p)[-15:], pow(3, p - 1, p) == 1)
import math
print(math.isqrt(10 ** 101), math.isqrt(a * a) == a, math.isqrt(a * a - 1) == a - 1, math.gcd(a * 6, b * 6), math.lcm(a, b), math.factorial(60), math.comb(200, 77), math.perm(50, 20))
def fib(n):
    u, v = 0, 1
    for bit in bin(n)[2:]:
        u, v = u * (2 * v - u), u * u + v * v
        if bit == "1": u, v = v, u + v
    return u
print(fib(1000), fib(5000) % 10**20)
seed = 12345
def rnd(bits):
    global seed
    r = 0
    for _ in range(bits // 32 + 1):
        seed = (seed * 1103515245 + 12345) & 0x7fffffffffffffff
        r = r << 32 | (seed >> 16) & 0xffffffff
    return r & ((1 << bits) - 1)
bad = 0
check = 0
for bits in (30, 64, 128, 500, 1000, 3000, 9000, 20000):
    for _ in range(5):
        u, v, w = rnd(bits), rnd(bits // 2) + 1, rnd(bits // 3) + 7
        q, r = divmod(u, v)
        bad += not (q * v + r == u and 0 <= r < v)
        bad += (u + v) * w != u * w + v * w
        bad += (u - w) * (u + w) != u * u - w * w
        bad += (u ^ v) != (u | v) - (u & v)
        bad += int(f"{u:x}", 16) != u or ((u << 13) // 8192 != u)
        q, r = divmod(-u, v)
        bad += not (q * v + r == -u and 0 <= r < v)
        check = (check * 31 + hash(u * v) + hash(q)) % 1000000007
print(bad, check)
for n in (2**31, 2**32, 2**47, 2**48, 2**52, 2**53, 2**60, 2**61, 2**62, 2**63, 2**64, 2**127, 2**128):
    for d in (-1, 0, 1):
        m = n + d
        print(m, -m, m + m, m * m, m - (m + 5), ~m, m >> 3, -m >> 3, m // 7, -m // 7, m % 1000, -m % 1000, m & 0xffff, -m & 0xffff, m.bit_length(), hash(m), hash(-m), float(m))
print(f"{a:,}", f"{a:_x}", f"{a:e}", f"{-a:>60,}", f"{a:.3e}", f"{a:b}"[:40], "%x %o %d" % (a, a, -a), f"{10**25:g}", f"{10**22:f}")
print(0x1fffffffffffffffffffff, 0b1 << 66, -0x80000000000000000000, int("-" + "9" * 50), int("7" * 100, 9), int("zzzzzzzzzzzzzzzzzzzz", 36))
print((2**200).to_bytes(26, "big"), int.from_bytes(b"\x80" + b"\0" * 20, "big", signed=True), (-(2**100)).to_bytes(13, "little", signed=True))
print(sum(10**k for k in range(40)), max(10**20, 10**19, 1e21), min([2**70, 2.0**69]), sorted([2**64, -2**64, 2**63, 0, 2.5, 2**64 - 1]))
