import io
import re
import unittest


class T(unittest.TestCase):
    def test_dict(self): self.assertEqual({"a": 1, "b": [1, 2, 3]}, {"a": 1, "b": [1, 2, 4]})
    def test_long_dict(self): self.assertEqual({i: "v" * i for i in range(9)}, {i: "v" * (i + (i == 7)) for i in range(9)})
    def test_list(self): self.assertListEqual([1, 2, 3], [1, 2])
    def test_long_list(self): self.assertEqual(list(range(100)), list(range(99)) + [5])
    def test_huge(self): self.assertEqual(list(range(1000)), list(range(1, 1001)))
    def test_tuple(self): self.assertEqual((1, "a"), (1, "b"), "with message")
    def test_lines(self): self.assertMultiLineEqual("a\nb\n", "a\nc\n")
    def test_text(self): self.assertEqual("hello world", "hello there")
    def test_no_newline(self): self.assertEqual("a\nb", "a\nb\n")
    def test_empty(self): self.assertEqual("", "x")
    def test_long_text(self): self.assertEqual("x" * 100 + "a" + "y" * 50, "x" * 100 + "b" + "y" * 50)
    def test_long_int(self): self.assertEqual(10**90, 10**90 + 1)
    def test_long_bytes(self): self.assertEqual(b"x" * 100 + b"a" * 60, b"x" * 100 + b"b" * 60)
    def test_types(self): self.assertEqual([1], (1,))
    def test_set(self): self.assertEqual({1, 2}, {2, 3})
    def test_sequence(self): self.assertSequenceEqual("abc", ["a", "b", "d"])
    def test_none(self): self.assertEqual(None, [])


out = io.StringIO()
result = unittest.TextTestRunner(stream=out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(re.sub(r'File ".*?"', "File", re.sub(r"in [\d.]+s", "in some time", out.getvalue())))
print(result.failures[0][0])
