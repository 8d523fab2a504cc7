# What the library warns of, on standard error, when the program itself calls it.
import datetime
import re
from collections import namedtuple

print(re.sub("a", "b", "aaa", 2), re.split(",", "a,b,c", 1), re.subn("a", "", "aa", 1, re.I))
print(re.sub("a", "b", "aaa", count=1), re.sub("a", "b", "Aaa", flags=re.I))
print(datetime.datetime.utcnow().tzinfo, datetime.datetime.utcfromtimestamp(86400))


class Day(datetime.date):
    def next(self):
        return self + datetime.timedelta(1)


class Moment(datetime.datetime):
    pass


print(repr(Day(2024, 1, 1).next()), repr(Moment(2024, 1, 2, tzinfo=datetime.UTC)), repr(datetime.time(1)), repr(datetime.timedelta(1)))
d, t = datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1)
for f in (lambda: d < t, lambda: t < d, lambda: t >= d, lambda: d == t, lambda: datetime.date(2024), lambda: datetime.date("2024"), lambda: datetime.datetime(),
          lambda: datetime.datetime(2024, 1), lambda: datetime.datetime.strptime(5, "%Y"), lambda: datetime.datetime.fromtimestamp(1e20, datetime.UTC)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
