# Tools of the host, called wrongly.
import asyncio

find_product(17)  # error: invalid-argument-type
find_product()  # error: missing-argument
find_product("a", "b")  # error: too-many-positional-arguments
find_product(name="a")  # error: missing-argument unknown-argument
list_products(5)  # error: too-many-positional-arguments
list_products(limit="5")  # error: invalid-argument-type
set_price("a", 2.5)  # error: missing-argument
set_price("a", "2.5", reason="sale")  # error: invalid-argument-type
order = await fetch_order("7")  # error: invalid-argument-type
order = await fetch_order(7)
order.totl()  # error: unresolved-attribute
order.total(3)  # error: invalid-argument-type
print(order.lines[0]["prize"])  # error: invalid-key
print(order.lines.first())  # error: unresolved-attribute
print(order.number.upper())  # error: unresolved-attribute
fetch_order(7)  # error: unused-awaitable
fetch_order(7).total()  # error: unresolved-attribute
sent: str = await send_mail("a@b", "s", "t")  # error: invalid-assignment
await send_mail("a@b", "s", "t", priority="urgent")  # error: invalid-argument-type
await find_product("a")  # error: invalid-await
product = find_product("a")
print(product["price"])  # error: not-subscriptable
print(shop_name + 1)  # error: unsupported-operator
print(shop_nam)  # error: unresolved-reference
delete_product("a")  # error: unresolved-reference
orders = await asyncio.gather(fetch_order(1), fetch_order(2))
print(orders[0].customer)  # error: unresolved-attribute
print(sum(p["stock"] for p in list_products()))  # error: no-matching-overload
