# base64: all bases, both ways.
import base64

data = bytes(range(0, 256, 7)) + b"tail"
for n in range(6):
    print(base64.b64encode(data[:n]), base64.b32encode(data[:n]), base64.b16encode(data[:n]), base64.b85encode(data[:n]))
    assert base64.b64decode(base64.b64encode(data[:n])) == base64.b32decode(base64.b32encode(data[:n])) == base64.b85decode(base64.b85encode(data[:n])) == data[:n]
print(base64.b64decode("aGVs bG8=\n"), base64.urlsafe_b64encode(b"\xfb\xff\xfe"), base64.urlsafe_b64decode("-__-"), base64.b16decode("ab", casefold=True))
print(base64.encodebytes(data * 3), base64.decodebytes(base64.encodebytes(data)) == data)
for wrong in (lambda: base64.b64decode("abc"), lambda: base64.b64decode("a"), lambda: base64.b64encode("text"), lambda: base64.b16decode("zz"), lambda: base64.b32decode("a"), lambda: base64.b64decode("é"), lambda: base64.b64decode("ab$c", validate=True)):
    try:
        print(wrong())
    except Exception as error:
        print(isinstance(error, ValueError), error)
