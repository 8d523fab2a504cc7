# Objects of the host: fields, enums, dates.
from datetime import date, timedelta

customers = find_customers(country="DE", active=True)
cutoff = date(2026, 1, 1) - timedelta(days=90)
recent = [c for c in customers if c.joined >= cutoff and c.status is Status.ACTIVE]
mails = [c.email for c in recent if c.email is not None]
domains = {m.split("@", 1)[1].lower() for m in mails if "@" in m}
for c in recent:
    if "vip" not in c.tags:
        c.tags.append("vip")
    update_customer(c.id, status=Status.PAUSED.value, note=None)
oldest = min(customers, key=lambda c: c.joined, default=None)
name = oldest.name if oldest else "nobody"
(sorted(domains), name, [c.joined.isoformat() for c in recent])
