# What models get wrong about the tools they are given.
import asyncio
import json

page = list_issues("acme/app", state="merged")  # error: invalid-argument-type
for issue in list_issues("acme/app"):
    print(issue["title"])  # error: invalid-argument-type
for issue in page["items"]:
    print(issue["body"])  # error: invalid-key
    print(issue["assignee"].upper())  # error: unresolved-attribute
    print(issue.title)  # error: unresolved-attribute
page["next"] = None  # error: invalid-key
hits = web_search("python")
print(hits[0])  # error: not-subscriptable
for hit in await web_search("python", limit=3):  # error: unknown-argument
    print(hit["snippet"].strip())  # error: unresolved-attribute
text = await fetch_url("https://example.com", 5)  # error: too-many-positional-arguments
print(json.loads(fetch_url("https://example.com")))  # error: invalid-argument-type
customer = get_customer("17")  # error: invalid-argument-type
print(customer["name"])  # error: not-subscriptable
print(customer.fullname)  # error: unresolved-attribute
print(customer.email.lower())  # error: unresolved-attribute
print("joined " + customer.joined)  # error: unsupported-operator
update_customer(customer_id=customer.id, name="x")  # error: missing-argument
update_customer(customer.id, tags=["vip"])  # error: invalid-argument-type
rows: dict[str, int] = run_sql("select 1")  # error: invalid-assignment
print(run_sql("select 1").fetchall())  # error: unresolved-attribute
call_api("PUT", "/v1/x")  # error: invalid-argument-type
print(get_weather("Oslo")["temp"].celsius)  # error: unresolved-attribute
prices = await asyncio.gather(get_price("A"), get_price("B"))
print(prices["A"])  # error: invalid-argument-type
total = sum(get_price(s) for s in ("A", "B"))  # error: no-matching-overload
send_email(["a@b"], "Subject")  # error: missing-argument
print(open_store("x").read("k").decode())  # error: unresolved-attribute
open_store("x").write("k", "text")  # error: invalid-argument-type
print(limit + 1)  # error: unsupported-operator
print(parse(question, "dict"))  # error: no-matching-overload
if customer.status == Status.CLOSED:  # error: unresolved-attribute
    print("closed")
