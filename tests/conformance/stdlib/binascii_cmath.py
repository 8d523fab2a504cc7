import binascii, cmath, errno
print(binascii.hexlify(b"ab\xff"), binascii.unhexlify("6162ff"), binascii.crc32(b"hello world"), binascii.hexlify(b"abcdef", ":", 2))
print(binascii.b2a_base64(b"hello"), binascii.a2b_base64("aGVsbG8="), binascii.a2b_base64(b"aGVs\nbG8=\n"), binascii.crc_hqx(b"123456789", 0))
for bad in ("a", "zz"):
    try: binascii.unhexlify(bad)
    except binascii.Error as e: print(type(e).__name__, e)
for bad in ("a", "ab", "abc", "abcde"):
    try: print(binascii.a2b_base64(bad))
    except binascii.Error as e: print(e)
def r(z): return f"{z.real:.12g} {z.imag:.12g}"
for z in (1+2j, -1.5+0.25j, 0.5, -2, 3j, -0.3-4j):
    print(*(r(f(z)) for f in (cmath.sqrt, cmath.exp, cmath.log, cmath.sin, cmath.cos, cmath.tan, cmath.asin, cmath.acos, cmath.atan, cmath.sinh, cmath.cosh, cmath.tanh, cmath.asinh, cmath.acosh, cmath.atanh, cmath.log10)), sep=" | ")
    print("%.12g %.12g" % cmath.polar(z), "%.12g" % cmath.phase(z))
print(cmath.rect(2, cmath.pi / 2).imag, cmath.isclose(1+1j, 1+1.0000000001j), cmath.isnan(complex("nan")), cmath.isinf(cmath.inf))
try: cmath.log(0)
except ValueError as e: print(e)
print(errno.ENOENT, errno.errorcode[13], errno.EAGAIN, errno.EWOULDBLOCK)
