# exit: 1
class Account:
    balance = 1
    def deposit(self): pass
def attempt(f):
    import traceback
    try:
        f()
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")
total_amount = 5
attempt(lambda: totl_amount)
attempt(lambda: Account().balence)
attempt(lambda: Account().depositt)
attempt(lambda: pritn("x"))
attempt(lambda: [].apend(1))
attempt(lambda: "x".uper())
attempt(lambda: {}.itmes())
attempt(lambda: zzzzzz)
attempt(lambda: Account().qqqq)
def from_import():
    from sys import argvv
attempt(from_import)
def method_name():
    class T:
        attr = 1
        def f(self): return attr
    T().f()
attempt(method_name)
attempt(lambda: sys.argv)
attempt(lambda: json)
Account().balnce
