# JSON of any form.
import json

data = call_api("GET", "/v1/orders?status=late")
orders = data["orders"]
late = [o for o in orders if o.get("days_late", 0) > 3]
total = sum(o["amount"] for o in late)
payload = {"ids": [o["id"] for o in late], "total": total, "note": None}
answer = call_api("POST", "/v1/reminders", body=payload)
text = json.dumps({"sent": answer.get("count", 0), "payload": payload}, indent=2, sort_keys=True)
parsed = json.loads(text)
print(parsed["sent"], parsed["payload"]["ids"][:2])
