import logging
import logging.handlers
import queue
import sys
from logging.handlers import BufferingHandler, MemoryHandler, QueueHandler, RotatingFileHandler

log = logging.getLogger("app")
log.setLevel(logging.DEBUG)
target = logging.StreamHandler(sys.stdout)
target.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
memory = MemoryHandler(3, target=target)
log.addHandler(memory)
log.info("one %d", 1)
print("kept", len(memory.buffer))
log.info("two")
log.error("three %s", "!")
print("kept", len(memory.buffer))
log.debug("four")
log.debug("five")
memory.close()
log.removeHandler(memory)

late = MemoryHandler(10, flushOnClose=False)
log.addHandler(late)
log.critical("no target")
print(len(late.buffer))
late.setTarget(target)
late.flush()
log.info("dropped")
late.close()
log.removeHandler(late)

q = queue.Queue()
handler = QueueHandler(q)
log.addHandler(handler)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("with %s", "traceback")
record = q.get()
print(record.levelname, record.msg.splitlines()[0], record.msg.splitlines()[-1], record.args, record.exc_info)
log.removeHandler(handler)

buffering = BufferingHandler(2)
log.addHandler(buffering)
log.info("a")
print(len(buffering.buffer))
log.info("b")
print(len(buffering.buffer))
print(issubclass(RotatingFileHandler, logging.FileHandler), logging.handlers.SYSLOG_UDP_PORT)
