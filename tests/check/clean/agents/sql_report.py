# Rows of a query, grouped.
from collections import Counter, defaultdict

rows = run_sql("select region, product, amount from sales where year = ?", [2025])
totals: defaultdict[str, float] = defaultdict(float)
products = Counter()
for row in rows:
    totals[row["region"]] += float(row["amount"])
    products[row["product"]] += 1
lines = [f"{'Region':<12}{'Total':>10}"]
for region, total in sorted(totals.items(), key=lambda kv: -kv[1]):
    lines.append(f"{region:<12}{total:>10,.2f}")
print("\n".join(lines))
[name for name, _ in products.most_common(3)]
