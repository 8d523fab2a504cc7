# Rows of a CSV text, numbers put in place.
import csv
import io

text = await fetch_url("https://example.com/stock.csv")
rows = list(csv.DictReader(io.StringIO(text)))
for row in rows:
    row["qty"] = int(row["qty"])
    row["price"] = float(row["price"])
value = sum(row["qty"] * row["price"] for row in rows)
low = [row["name"].strip() for row in rows if row["qty"] < 10]
out = io.StringIO()
writer = csv.DictWriter(out, fieldnames=["name", "value"])
writer.writeheader()
writer.writerows({"name": r["name"], "value": round(r["qty"] * r["price"], 2)} for r in rows)
print(out.getvalue(), value, low)
