# logging: levels, handlers, formatters, filters, adapters.
import logging, sys, io, logging as lg
log=logging.getLogger('app.db')
h=logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter('%(levelname)-8s|%(name)s|%(message)s|%(funcName)s:%(lineno)d|%(module)s'))
log.addHandler(h); log.setLevel('DEBUG'); log.propagate=False
def f():
    log.debug('x=%d y=%s',1,'q'); log.info('plain'); log.warning('d %(a)s',{'a':3}); log.error('e'); log.critical('c')
    try: 1/0
    except ZeroDivisionError: log.error('boom %s','z')
f()
print(log, h, log.parent, logging.getLogger('app'), log.getEffectiveLevel(), log.isEnabledFor(10), logging.getLogger('app').getChildren())
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(levelname)s:%(message)s', force=True)
logging.info('root %s', 1); logging.debug('no'); logging.getLogger('zz').warning('w')
print(logging.getLevelName(20), logging.getLevelName('INFO'), logging.getLevelName(25))
logging.addLevelName(25,'NOTE'); logging.log(25,'note'); 
class F(logging.Filter):
    def filter(self, r): r.msg='F'+str(r.msg); return True
log.addFilter(F()); log.info('filtered')
s=io.StringIO(); h2=logging.StreamHandler(s); h2.setFormatter(logging.Formatter('{asctime} {levelname} {message}',style='{',datefmt='%Y')); log.addHandler(h2); log.info('fmt'); print(len(s.getvalue()), s.getvalue()[5:])
a=logging.LoggerAdapter(log,{'user':'u'}); a.info('adapted'); print(a)
logging.disable(logging.ERROR); log.error('no'); logging.disable(logging.NOTSET)
log.info('extra', extra={'k':1})
try: log.info('x', extra={'message':1})
except KeyError as e: print(e)
try: log.setLevel('BAD')
except ValueError as e: print(e)
try: logging.Formatter('x')
except ValueError as e: print(e)
print(logging.Formatter('%(message)s %(levelno)s').format(logging.makeLogRecord({'msg':'m','levelno':3})))
class JH(logging.Handler):
    def __init__(s): super().__init__(); s.recs=[]
    def emit(s,r): s.recs.append((r.levelname,r.getMessage()))
j=JH(); lg.getLogger().addHandler(j); lg.getLogger('a.b').error('q %s',[1]); print(j.recs, j)
print(logging.root, logging.root.handlers[0].level, logging.getLogger() is logging.root)
