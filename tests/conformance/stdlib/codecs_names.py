import codecs
print(codecs.lookup("UTF-8").name, codecs.lookup("latin-1").name, codecs.lookup("ascii").name, codecs.lookup("utf-16").name)
print(codecs.encode("héllo", "utf-8"), codecs.decode(b"h\xe9", "latin-1"), codecs.encode("Hello", "rot13"))
print(codecs.encode(b"ab", "hex"), codecs.decode(b"6162", "hex"), codecs.decode(b"YWI=\n", "base64"))
print(codecs.BOM_UTF8, codecs.BOM_UTF16_LE)
try: codecs.lookup("nope")
except LookupError as e: print(e)
def search(name):
    if name == "shout":
        return codecs.CodecInfo(lambda s, e="strict": (s.upper().encode(), len(s)), lambda b, e="strict": (bytes(b).decode().lower(), len(b)), name="shout")
codecs.register(search)
print(codecs.encode("abc", "shout"), codecs.decode(b"ABC", "shout"))
print(list(codecs.iterdecode([b"h\xc3", b"\xa9", b"llo"], "utf-8")), list(codecs.iterencode(["a", "b"], "ascii")))
print(codecs.lookup_error("ignore")(UnicodeEncodeError("ascii", "xé", 1, 2, "bad")))
try: codecs.encode("é", "ascii")
except UnicodeEncodeError as e: print(e)
print(codecs.getencoder("utf-8")("é"), codecs.getdecoder("ascii")(b"ab"))
