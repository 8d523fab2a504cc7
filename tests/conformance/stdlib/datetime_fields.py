# datetime's objects: fields at their bounds, ints of other kinds, arithmetic over years and days, comparison, reading.
from datetime import date, datetime, time, timedelta, timezone


class Small(int):
    pass


class Day(date):
    pass


class Moment(datetime):
    def __init__(self, *args, **kwargs):
        self.note = "made"


class Span(timedelta):
    pass


def show(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__)


for fields in [(2024, 2, 29), (2023, 2, 29), (1900, 2, 29), (2000, 2, 29), (1, 1, 1), (9999, 12, 31), (0, 1, 1), (10000, 1, 1), (2024, 13, 1),
               (2024, 0, 1), (2024, 4, 31), (2024, 1, 0), (True, True, True), (Small(2024), Small(3), 4), (2024.0, 1, 1), ("2024", 1, 1),
               (2024, 1), (2024,)]:
    for cls in (date, datetime, Day, Moment):
        show(lambda: cls(*fields))
for clock in [(23, 59, 59, 999999), (24,), (0, 60), (0, 0, 60), (0, 0, 0, 1000000), (-1,), (True, False, Small(3), True), (1.5,)]:
    show(lambda: datetime(2024, 1, 2, *clock))
show(lambda: datetime(2024, 1, 2, fold=1))
show(lambda: datetime(2024, 1, 2, fold=True).fold)
show(lambda: datetime(2024, 1, 2, fold=2))
show(lambda: datetime(2024, 1, 2, tzinfo=3))
show(lambda: datetime(2024, 13, 2, tzinfo=3))
show(lambda: datetime(2024, 1, 2, tzinfo=timezone.utc))
print(type(date(True, True, True).year), type(Day(2024, 1, 2)), Moment(2024, 1, 2).note, type(Moment(2024, 1, 2) + timedelta(1)),
      type(Day(2024, 1, 2) + timedelta(1)), type(Span(1) + Span(2)), repr(Span(hours=30)))

base = datetime(2024, 1, 31, 23, 59, 59, 999999)
for delta in [timedelta(microseconds=1), timedelta(-1), timedelta(29), timedelta(30), timedelta(366 * 4), timedelta(-800000 + 62000),
              timedelta(hours=-1, microseconds=-5), timedelta(days=2912000), timedelta.max, timedelta.min]:
    show(lambda: base + delta)
    show(lambda: base - delta)
    show(lambda: base.date() + delta)
show(lambda: datetime.max + timedelta.resolution)
show(lambda: datetime.min - timedelta.resolution)
show(lambda: datetime.min + timedelta.resolution)
show(lambda: datetime.max - timedelta.resolution)
day = date(1999, 12, 25)
print([str(day + timedelta(days=n * 97)) for n in range(-20, 20)])
print([(datetime(1, 1, 1) + timedelta(days=n * 36524, seconds=n)).isoformat() for n in range(0, 100, 7)])
print(datetime.max - datetime.min, datetime.min - datetime.max, base - base, (base - datetime(1970, 1, 1)).total_seconds())

for text in [(1,), (0, -1), (0, 0, -1), (999999999, 86399, 999999), (999999999, 86400), (-999999999,), (-999999999, -1), (106751991, 14454, 775807),
             (106751991, 14454, 775808), (-106751992, 71945, 224192), (-106751992, 71945, 224191), (0.5, 0.25, 0.5), (10**12,), (2**80,)]:
    show(lambda: timedelta(*text))
big = timedelta(200000000, 5, 7)
print(big + big, big - big * 3, big // timedelta(3), big % timedelta(11, 7), hash(big) == hash(timedelta(200000000, 5, 7)), -big, abs(-big))

zone = timezone(timedelta(hours=5, minutes=30))
aware = datetime(2024, 3, 1, 5, 30, tzinfo=zone)
utc = datetime(2024, 3, 1, tzinfo=timezone.utc)
print(aware == utc, aware < utc, aware <= utc, aware - utc, hash(aware) == hash(utc), aware == datetime(2024, 3, 1, 5, 30))
for compare in [lambda a, b: a < b, lambda a, b: a <= b, lambda a, b: a > b, lambda a, b: a >= b, lambda a, b: a == b]:
    for other in [base, base + timedelta(1), utc, base.date(), 3, Moment(2024, 1, 31, 23, 59, 59, 999999)]:
        show(lambda: compare(base, other))

for text in ["2024-01-31", "2024-01-31T10:20:30", "2024-01-31 10:20", "2024-01-31x10:20:30.123456", "2024-01-31T10:20:30.123", "2024-01-31T10",
             "2024-01-31T", "2024-01-31T10:2", "2024-01-31T10:20:", "2024-01-31T10:20:30.", "2024-01-31T10:20:30,5", "2024-02-30", "2024-01-31T24:00",
             "2024-01-31T10:20:30Z", "2024-01-31T10:20:30+05:30", "20240131T102030", "2024-W05-3", "2024-1-31", "", "0001-01-01", "0000-01-01",
             "9999-12-31T23:59:59.999999", "2024-01-31T10:20:30.1234567", "2024-01-31\u00e910:20", "\u0662024-01-31", "2024-01-31T10:20:60"]:
    show(lambda: datetime.fromisoformat(text))
    if text:
        show(lambda: Moment.fromisoformat(text))
