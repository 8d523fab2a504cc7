import json

def data(n):
    return [{"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ["a", "b", str(i % 7)], "ok": i % 2 == 0, "none": None, "nested": {"x": [i, i + 1], "é": "ü"}} for i in range(n)]

total = 0
for _ in range(24):
    text = json.dumps(data(3000))
    back = json.loads(text)
    total += len(text) + sum(row["nested"]["x"][1] for row in back)
pretty = json.dumps(back[:200], indent=2, sort_keys=True, ensure_ascii=False)
print(total, len(pretty), back[17])
