import locale
import sched
from http import HTTPMethod, HTTPStatus

print(HTTPStatus.OK, repr(HTTPStatus.NOT_FOUND), HTTPStatus(503).phrase, HTTPStatus.OK == 200, HTTPStatus(404).name, HTTPStatus.CREATED.is_success)
print(HTTPStatus.BAD_GATEWAY.is_server_error, len(list(HTTPStatus)) > 50, HTTPMethod.GET, repr(HTTPMethod.POST), f"{HTTPStatus.FOUND}")
try:
    HTTPStatus(999)
except ValueError as error:
    print(error)

now = 0


def wait(seconds):
    global now
    now += seconds


s = sched.scheduler(lambda: now, wait)
s.enter(5, 1, print, ("five",))
s.enter(1, 2, print, argument=("one, later",), kwargs={"end": "!\n"})
s.enter(1, 1, print, ("one, first",))
event = s.enter(3, 1, print, ("never",))
print(len(s.queue), s.queue[0].time, s.queue[-1].argument)
s.cancel(event)
s.run()
print(s.empty(), now)

print(locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"], locale.atof("1.5"), locale.format_string("%d items", 3), locale.strcoll("a", "b"))
try:
    locale.setlocale(locale.LC_ALL, "xx_YY")
except locale.Error as error:
    print(error)
