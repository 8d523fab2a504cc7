# What models write around answers: dates, decimals, optional settings.
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

def clean(record: dict[str, Any]) -> dict[str, str | int | None]:
    return {
        "id": int(record["id"]),
        "when": datetime.fromisoformat(record["when"]).astimezone(timezone.utc).isoformat() if record.get("when") else None,
        "amount": str(Decimal(str(record["amount"])).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)),
    }

records = [clean(r) for r in run_sql("select * from payments")]
currency = settings.get("currency", "EUR")
total = sum((Decimal(r["amount"]) for r in records if isinstance(r["amount"], str)), Decimal(0))
newest = max((r["when"] for r in records if isinstance(r["when"], str)), default=None)
print(f"{total:,.2f} {currency}", newest, datetime.now().year >= 2025)
