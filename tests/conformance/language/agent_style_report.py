# The kind of program a model writes: parse, group, aggregate, format.
from collections import defaultdict, Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
import json, re
RAW = """2024-01-03,alice,books,12.50
2024-01-03,bob,food,7.25
2024-01-04,alice,food,3.10
2024-02-01,carol,books,40.00
bad line
2024-02-11,bob,travel,-5
2024-02-28,alice,travel,199.99"""
@dataclass(order=True)
class Row:
    day: date
    who: str
    kind: str
    amount: float
    tags: list = field(default_factory=list, compare=False)
    @classmethod
    def parse(cls, line):
        m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d),(\w+),(\w+),(-?[\d.]+)", line)
        if not m:
            raise ValueError(f"cannot parse {line!r}")
        y, mo, d, who, kind, amount = m.groups()
        return cls(date(int(y), int(mo), int(d)), who, kind, float(amount))
rows, errors = [], []
for n, line in enumerate(RAW.splitlines(), 1):
    try:
        row = Row.parse(line)
        if row.amount < 0:
            raise ValueError(f"negative amount {row.amount}")
        rows.append(row)
    except ValueError as e:
        errors.append((n, str(e)))
by_person = defaultdict(lambda: defaultdict(float))
for r in rows:
    by_person[r.who][r.kind] += r.amount
print(f"{'who':<8}{'kind':<8}{'sum':>10}")
for who in sorted(by_person):
    for kind, total in sorted(by_person[who].items(), key=lambda kv: -kv[1]):
        print(f"{who:<8}{kind:<8}{total:>10,.2f}")
print("errors:", *[f"line {n}: {e}" for n, e in errors], sep="\n  ")
months = Counter(r.day.strftime("%B %Y") for r in rows)
print(months.most_common(), max(rows).who, min(rows, key=lambda r: r.amount))
span = rows[-1].day - rows[0].day
print(span.days, rows[0].day + timedelta(weeks=1), (rows[0].day.replace(day=1) - timedelta(days=1)).isoformat())
print(json.dumps({w: {k: round(v, 2) for k, v in d.items()} for w, d in by_person.items()}, indent=2, sort_keys=True))
total = sum(r.amount for r in rows)
print(f"{total = :.2f}, mean = {total / len(rows):.3f}, share = {rows[-1].amount / total:.1%}")
words = re.findall(r"[a-z]+", RAW.lower())
print({w: c for w, c in Counter(words).items() if c > 1})
print(*(f"{i}. {r.who.title()} — {'★' * min(5, int(r.amount // 10))}" for i, r in enumerate(sorted(rows, reverse=True), 1)), sep="\n")
match rows[0]:
    case Row(day=date(year=2024), who=name) if name.startswith("a"): print("match", name)
