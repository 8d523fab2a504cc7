print(0, 00, 0b101, 0B1, 0o17, 0O7, 0xFf, 0XaB, 1_000_000, 0x_f, 0b_1_0, 10**0)
print(1., .5, 1e3, 1E-3, 1.5e+10, 1_0.0_1, 0e0, 1e400, -0.0, 0.1, 1e16, 1e15, 123456789012345678.0, 1e-5, 0.0001, 5e-324, 1.7976931348623157e308)
print(1j, 1.5J, .5j, 1e3j, 0j, -1j, 1+2j, -0j, 1_0j)
print('a', "b", '''c''', """d""", 'it''s', "a" 'b' """c""", 'q"q', "q'q", '\'', "\"", r'\n', R"\t", u'u', U"U")
print('\a\b\f\v\0\1\12\123\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\\\'\"'.encode("unicode_escape"))
print('line \
continued', """multi
  line\
 joined""")
print(b'a', B"b", b'\x00\xff\n\t\\\'"', rb'\n', bR"\x", Rb'', b"a" b'b', b'''x
y''')
print(len('\
'), len("\t"), len(r"\t"), len(b"\0\x00"), len('\400') if False else "", repr('\x7f\x80\xa0\xad\u200b\ud800\U0010ffff'))
print(repr("a'b"), repr('a"b'), repr('a\'b"c'), repr("\n\r\t\\\x00"), repr("é😀"), ascii("é😀"), repr(b"a'b"), repr(b"'\""))
print(True, False, None, ..., Ellipsis, NotImplemented, __debug__)
print((), (1,), (1, 2), [], [1], {}, {1: 2}, {1}, set(), ((),), [[]], {(): []}, (1, (2, (3,))))
print({1: "a", 1.0: "b", True: "c"}, {1, 1.0, True}, [1, 2,], (1, 2,), {1, 2,}, {1: 2,}, {"a": 1, **{"b": 2},})
print(99999999999999999999999, -99999999999999999999999, 0x123456789abcdef0123456789, 0b1111111111111111111111111111111111111111111111111111111111111111111)
a = (1
     + 2,
     # comment
     3)
print(a, 1 + \
      2)
print(type(1).__name__, type(1.).__name__, type(1j).__name__, type("").__name__, type(b"").__name__, type(()).__name__, type({}).__name__, type({1}).__name__, type(...).__name__, type(None).__name__)
print(1 if True else 2, 1or 2, 1 .real, 1..real, 5 .bit_length(), 1.5.is_integer(), "a".upper(), [1].copy(), (1).real, -1 .real)
π = 3.14
ñ_var, 变量, _x1, ﬁ = 1, 2, 3, 4
print(π, ñ_var, 变量, _x1, fi)
print("tab\tin", "nul" + chr(0).__repr__(), 'a' 'b'.upper(), ('c' 'd').upper())
x = 5;y = 6 ; print(x,y);
if True: print("one line")
class A: x = 1; y = 2
def f(): return 1; 2
print(A.x, f(), -2 ** 2, 2 ** -1, 2 ** 3 ** 2, -3 % 5, -3 // 2, not 1 == 2, 1 < 2 == 2, ~5, - - 5, +-+5, 5 - -5, 2 * -3, ~-1, not not 1)
print(1 << 2 + 3, 1 | 2 ^ 3 & 4, 5 & 3 == 1, (5 & 3) == 1, 3 + 4 * 2 / 8 - 1, 7 // 2 * 2 + 7 % 2, 10 - 4 - 3, 2 + 3 << 1, 1 if 0 else 2 + 3, lambda_ := 3)
print(not [] or 1 and 0, 1 in [1] == True, "a" < "b" < "c", 1 == 1.0 is not True, 6 // 4 / 2, 2 @ 3 if False else "", 3 - 2 ** 2 * 2, "%d" % 3 * 2, -1 ** 0.5, (-8) ** 2, 0 ** 0, 0.0 ** 0)
