# Bytes of an object of the host.
import base64
import hashlib

store = open_store("reports")
raw = store.read("2026/q1.csv")
if raw is None:
    raw = b"name,qty\nbolt,4\n"
    written = store.write("2026/q1.csv", raw)
    print(written + 1)
text = raw.decode("utf-8")
header, *lines = text.splitlines()
digest = hashlib.sha256(raw).hexdigest()[:12]
{"columns": header.split(","), "rows": len(lines), "digest": digest, "b64": base64.b64encode(raw).decode()}
