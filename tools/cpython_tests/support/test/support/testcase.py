import math


class ExtraAssertions:
    def assertStartsWith(self, s, prefix, msg=None): self.assertTrue(s.startswith(prefix), msg or f"{s!r} does not start with {prefix!r}")
    def assertNotStartsWith(self, s, prefix, msg=None): self.assertFalse(s.startswith(prefix), msg)
    def assertEndsWith(self, s, suffix, msg=None): self.assertTrue(s.endswith(suffix), msg or f"{s!r} does not end with {suffix!r}")
    def assertNotEndsWith(self, s, suffix, msg=None): self.assertFalse(s.endswith(suffix), msg)
    def assertHasAttr(self, obj, name, msg=None): self.assertTrue(hasattr(obj, name), msg or f"no attribute {name!r}")
    def assertNotHasAttr(self, obj, name, msg=None): self.assertFalse(hasattr(obj, name), msg)
    def assertIsSubclass(self, cls, base, msg=None): self.assertTrue(issubclass(cls, base), msg)
    def assertNotIsSubclass(self, cls, base, msg=None): self.assertFalse(issubclass(cls, base), msg)


class ExceptionIsLikeMixin:
    def assertExceptionIsLike(self, exc, template):
        if exc is None and template is None:
            return
        if template is None:
            self.fail(f"unexpected exception: {exc}")
        if exc is None:
            self.fail(f"expected an exception like {template!r}, got None")
        if isinstance(exc, ExceptionGroup) or isinstance(template, ExceptionGroup):
            self.assertEqual(type(exc), type(template))
            self.assertEqual(exc.message, template.message)
            self.assertEqual(len(exc.exceptions), len(template.exceptions))
            for e, t in zip(exc.exceptions, template.exceptions):
                self.assertExceptionIsLike(e, t)
        else:
            self.assertEqual(type(exc), type(template))
            self.assertEqual(exc.args, template.args)


class FloatsAreIdenticalMixin:
    def assertFloatsAreIdentical(self, x, y):
        if math.isnan(x) or math.isnan(y):
            if math.isnan(x) and math.isnan(y):
                return
        elif x == y and math.copysign(1.0, x) == math.copysign(1.0, y):
            return
        self.fail(f"floats {x!r} and {y!r} are not identical")


class ComplexesAreIdenticalMixin(FloatsAreIdenticalMixin):
    def assertComplexesAreIdentical(self, x, y):
        self.assertFloatsAreIdentical(x.real, y.real)
        self.assertFloatsAreIdentical(x.imag, y.imag)
