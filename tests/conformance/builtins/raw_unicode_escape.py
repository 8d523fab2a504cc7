print(b'\\u0041\\\\u0041 \\x41 \xe9\\'.decode('raw-unicode-escape'), b'\\U0001f600\\n'.decode('raw_unicode_escape'))
print('aé€\U0001f600\\n\n'.encode('raw-unicode-escape'))
for b in (b'\\u00', b'\\U00110000', b'x\\u12'):
    try: b.decode('raw-unicode-escape')
    except UnicodeDecodeError as e: print(e)
    print(ascii(b.decode('raw-unicode-escape', 'replace')), ascii(b.decode('raw-unicode-escape', 'ignore')))
print(str(br'\u0663\u0661\u0664 ', 'raw-unicode-escape'))
