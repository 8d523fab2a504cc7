# datetime: construction, arithmetic, comparison, ISO texts, directives, zones, errors.
import copy
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

moment = datetime(2024, 2, 29, 13, 45, 30, 123456)
print(repr(moment), moment, moment.isoformat(timespec="milliseconds"), moment.date(), moment.time())
print(moment + timedelta(days=366, hours=12), moment - timedelta(weeks=1), moment - datetime(2024, 1, 1))
print(repr(timedelta(days=-1, seconds=5.5)), timedelta(hours=49, microseconds=7), timedelta(0), -timedelta(1, 1))
print(timedelta(minutes=90) / 4, timedelta(days=1) // timedelta(hours=5), divmod(timedelta(days=1), timedelta(hours=5)))
print(timedelta(seconds=0.5) * 3, 2.5 * timedelta(microseconds=1), timedelta(days=3).total_seconds(), sum([timedelta(1)] * 3, timedelta()))
print(timedelta.min, timedelta.max, date.min, datetime.max, MINYEAR, MAXYEAR, bool(timedelta()))
day = date(2024, 12, 30)
print(repr(day), day.isocalendar(), day.isocalendar().week, day.weekday(), day.isoweekday(), day.toordinal(), day.ctime())
print(day.replace(year=2023), date.fromordinal(738000), date.fromisocalendar(2020, 53, 7), date(2024, 3, 1) - date(2023, 3, 1))
print(moment.strftime("%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %p %I %y %U %W %w %u %G-W%V %% %x %X %c"), f"{moment:%d/%m/%Y}", f"{day}")
print(datetime.strptime("2024-03-05 07:08:09.25", "%Y-%m-%d %H:%M:%S.%f"), datetime.strptime("5 Mar 24 11:30 PM", "%d %b %y %I:%M %p"))
print(repr(datetime.strptime("2024-01-02T03:04:05+0530", "%Y-%m-%dT%H:%M:%S%z")), datetime.strptime("2024 60", "%Y %j"))
for text in ("2024-05-06", "20240506", "2024-W19-1", "2024-05-06T07:08:09", "2024-05-06 07:08:09.123+02:00", "20240506T070809Z", "2024-05-06T07", "2024-05-06T07:08:09,5"):
    print(text, repr(datetime.fromisoformat(text)))
print(repr(time.fromisoformat("04:05:06.000789-03:30")), time(1, 2), time(1, 2) < time(3), time(5, tzinfo=UTC).isoformat())
india = timezone(timedelta(hours=5, minutes=30), "IST")
aware = datetime(2024, 6, 1, 12, tzinfo=india)
print(repr(aware), aware.astimezone(UTC), aware.utcoffset(), aware.tzname(), aware == aware.astimezone(timezone.utc), hash(aware) == hash(aware.astimezone(UTC)))
print(aware.timestamp(), datetime.fromtimestamp(1717223400, UTC), datetime.fromtimestamp(1.5, india), repr(timezone.utc), timezone(-timedelta(hours=4)))
print(aware.timetuple(), aware.utctimetuple().tm_hour, moment.timetuple().tm_yday)
print(sorted([date(2024, 2, 1), date(2023, 5, 5), date(2024, 1, 31)]), max(moment, datetime(2030, 1, 1)), {day: 1}[date(2024, 12, 30)])
print(datetime.combine(day, time(10, 30, tzinfo=UTC)), copy.copy(moment) == moment, copy.deepcopy(aware) == aware, moment.replace(hour=0, tzinfo=UTC))
print(date(2024, 1, 1) == datetime(2024, 1, 1), isinstance(moment, date), datetime(2024, 1, 1, fold=1).fold, type(moment.date()).__name__)


class Eastern(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=-5) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1) if 3 < dt.month < 11 else timedelta(0)

    def tzname(self, dt):
        return "EDT" if self.dst(dt) else "EST"


east = Eastern()
print(datetime(2024, 7, 1, 12, tzinfo=UTC).astimezone(east).strftime("%H:%M %Z %z"), datetime(2024, 1, 1, 12, tzinfo=east).astimezone(UTC))


class Stamp(datetime):
    pass


print(type(Stamp(2024, 1, 1) + timedelta(1)).__name__, Stamp.fromisoformat("2024-01-01"), type(Stamp(2024, 1, 1).date()).__name__)
for wrong in (
        lambda: date(2023, 2, 29), lambda: date(2023, 13, 1), lambda: datetime(0, 1, 1), lambda: datetime(2024, 1, 1, 24),
        lambda: time(0, 60), lambda: date.max + timedelta(1), lambda: timedelta(days=10**10), lambda: date.fromisoformat("nope"),
        lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 tail", "%Y"), lambda: moment < aware, lambda: moment - aware,
        lambda: moment < day, lambda: datetime(2024, 1, 1, tzinfo=5), lambda: timezone(timedelta(days=2)), lambda: date("2024", 1, 1),
        lambda: timedelta(days="1"), lambda: timedelta(1) / 0, lambda: moment.isoformat(timespec="days"), lambda: datetime.strptime("1", "%Q"),
        lambda: tzinfo().utcoffset(None)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
try:
    day.year = 5
except AttributeError:
    print("read-only")
