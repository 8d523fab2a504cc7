# time: calendar conversions and texts (local time is UTC here).
import time

moment = time.gmtime(1717223400.75)
print(moment, moment.tm_year, moment[3], moment.tm_zone, moment.tm_gmtoff, len(moment), tuple(moment)[:3])
print(time.strftime("%Y-%m-%d %H:%M:%S %a %j %p %Z", moment), time.asctime(moment), time.gmtime(0).tm_wday, time.gmtime(-1))
print(time.strptime("30 Nov 2023 10:20", "%d %b %Y %H:%M"))
print(time.strptime("2024-02-29", "%Y-%m-%d").tm_yday, time.gmtime(951782400)[:3], time.gmtime(4102444800)[:3])
print(time.struct_time(range(9)) == tuple(range(9)), time.gmtime(5) < time.gmtime(6))
print(type(time.time()), time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0, time.time() > 1.6e9)
time.sleep(0)
for wrong in (lambda: time.sleep(-1), lambda: time.sleep("1"), lambda: time.gmtime("x"), lambda: time.strftime("%Y", 5), lambda: time.asctime((1, 2)),
              lambda: time.struct_time((1, 2)), lambda: time.strptime("x", "%Y"), lambda: time.strftime("%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0))):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
