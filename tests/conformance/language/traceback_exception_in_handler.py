# exit: 1
class Broken(Exception):
    def __str__(self):
        return f"<{self.args[0]}>\nsecond line"
def gen():
    try:
        yield 1
    finally:
        raise Broken("from generator")
def run():
    with_ctx = gen()
    next(with_ctx)
    try:
        with_ctx.throw(ValueError("thrown in"))
    except KeyError:
        pass
run()
