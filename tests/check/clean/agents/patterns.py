# Texts taken apart.
import re
from dataclasses import dataclass, field

@dataclass
class Entry:
    level: str
    message: str
    fields: dict[str, str] = field(default_factory=dict)

LINE = re.compile(r"(?P<level>[A-Z]+) (?P<message>[^|]*)(?:\|(?P<rest>.*))?")
entries: list[Entry] = []
for line in (await fetch_url("https://example.com/log")).splitlines():
    m = LINE.match(line)
    if not m:
        continue
    entry = Entry(m["level"], m["message"].strip())
    if rest := m.group("rest"):
        entry.fields = dict(re.findall(r"(\w+)=(\S+)", rest))
    entries.append(entry)
worst = [e for e in entries if e.level in {"ERROR", "FATAL"}]
print(len(worst), worst[0].fields.get("code", "?") if worst else "-")
