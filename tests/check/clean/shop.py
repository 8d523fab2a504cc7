# Tools with stubs, used well.
import asyncio
import json
from dataclasses import asdict, dataclass


@dataclass
class Line:
    sku: str
    price: float
    stock: int


def line(sku: str) -> Line | None:
    product = find_product(sku)
    if product is None:
        return None
    stock = product["stock"]
    return Line(product["sku"], round(product["price"], 2), stock if stock is not None else 0)


lines = [found for sku in ("tea", "cup") if (found := line(sku)) is not None]
for product in list_products(limit=3):
    if product["price"] > 10:
        set_price(product["sku"], product["price"] * 0.9, reason="sale")

first, second = await asyncio.gather(fetch_order(1), fetch_order(2))
async with asyncio.TaskGroup() as group:
    task = group.create_task(send_mail("a@b.c", "Orders", f"{first.total():.2f}", priority="high"))
print(task.result(), shop_name.title())
report = {"lines": [asdict(x) for x in lines], "total": first.total("EUR") + second.total()}
print(json.dumps(report, indent=2, sort_keys=True))
