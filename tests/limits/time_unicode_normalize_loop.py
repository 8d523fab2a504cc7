# expect: time
# flags: --max-time 1s --max-memory 256MB
import unicodedata
s = 'e\u0301' * 10**5
while True: unicodedata.normalize('NFC', s)
