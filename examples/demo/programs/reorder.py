# What must be ordered from whom, and what it will cost: a database, quotes asked in parallel, exchange rates.
import asyncio
import math
from itertools import groupby

sold = {sku: units for sku, units in query_db("select sku, sum(units) from orders where day >= ? group by sku", "2026-04-01")}
low = [
    {"sku": sku, "title": title, "missing": max(at - stock, 0) + math.ceil(sold.get(sku, 0) / 3), "supplier": supplier}
    for sku, title, stock, at, supplier in query_db("select * from products where stock <= reorder_at order by supplier, sku")
]
print(f"{len(low)} products to reorder")

quotes = dict(zip([p["sku"] for p in low], await asyncio.gather(*(quote(p["supplier"], p["sku"]) for p in low), return_exceptions=True)))
rates: dict[str, float] = {}
total = 0.0
for supplier, items in groupby(low, key=lambda p: p["supplier"]):
    print(supplier.upper())
    for p in items:
        match quotes[p["sku"]]:
            case {"price": price, "currency": currency, "days": days}:
                if currency not in rates:
                    rates[currency] = exchange_rate(currency, "EUR")
                cost = p["missing"] * price * rates[currency]
                total += cost
                print(f"  {p['title']:<15}{p['missing']:>4} × {price:>6.2f} {currency} = {cost:>9,.2f} EUR  in {days} days")
            case Exception() as problem:
                print(f"  {p['title']:<15}{p['missing']:>4}   no quote: {problem}")



def spaced(n: int) -> str:
    return str(n) if n < 1000 else f"{spaced(n // 1000)} {n % 1000:03}"


print(f"to pay: {spaced(round(total))} EUR")
best = query_db("select name, round(sum(units * price), 2) as spent from orders join customers on customers.id = customer group by name order by spent desc limit 3")
print("best customers:", "; ".join(f"{name} {spent:,.2f}" for name, spent in best))
try:
    query_db("delete from orders")
except PermissionError as error:
    print("refused:", error)
round(total, 2)
