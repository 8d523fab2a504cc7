from zoneinfo import ZoneInfo, ZoneInfoNotFoundError
from datetime import datetime, timezone, timedelta
u = ZoneInfo("UTC"); print(u, repr(u), u is ZoneInfo("UTC"), u.key)
d = datetime(2024, 3, 10, 12, 0, tzinfo=u); print(d, d.isoformat(), d.tzname(), d.utcoffset(), d.dst(), d == datetime(2024,3,10,12,tzinfo=timezone.utc))
print(datetime(2024,1,1,tzinfo=timezone(timedelta(hours=2))).astimezone(u), ZoneInfo("Etc/GMT+5").utcoffset(d), d.astimezone(ZoneInfo("Etc/GMT-3")))
try: ZoneInfo("Not/AZone")
except ZoneInfoNotFoundError as e: print("not found", isinstance(e, KeyError))
try: ZoneInfo("../x")
except ValueError as e: print(e)
try: ZoneInfo("/x")
except ValueError as e: print(e)
