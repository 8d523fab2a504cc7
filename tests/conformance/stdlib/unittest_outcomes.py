# unittest: assertions, skips, sub-tests, fixtures, results.
import io
import unittest

events = []


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        events.append("class")

    @classmethod
    def tearDownClass(cls):
        events.append("end class")

    def setUp(self):
        events.append("up")
        self.addCleanup(events.append, "cleanup")

    def tearDown(self):
        events.append("down")

    def test_a_passes(self):
        self.assertEqual(1 + 1, 2)
        self.assertIn(1, [1])
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        with self.assertRaises(ValueError) as caught:
            int("x")
        self.assertIn("invalid", str(caught.exception))
        with self.assertRaisesRegex(KeyError, "^'k'$"):
            {}["k"]
        self.assertRaises(ZeroDivisionError, lambda a: a / 0, 1)
        self.assertRegex("abc", "b")

    def test_b_fails(self):
        self.assertEqual(1, 2, "numbers")

    def test_c_error(self):
        raise RuntimeError("oops")

    @unittest.skip("not now")
    def test_d_skipped(self):
        pass

    def test_e_skips(self):
        self.skipTest("inside")

    @unittest.expectedFailure
    def test_f_expected(self):
        self.fail("yes")

    @unittest.expectedFailure
    def test_g_unexpected(self):
        pass

    def test_h_parts(self):
        for n in range(4):
            with self.subTest("part", n=n):
                self.assertNotEqual(n % 2, 1)

    def test_i_not_raised(self):
        with self.assertRaises(ValueError):
            pass

    @unittest.skipIf(False, "never")
    @unittest.skipUnless(True, "always")
    def test_j_runs(self):
        """Has a description."""
        events.append(self.shortDescription())


class Waiting(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        events.append("async up")

    async def test_async(self):
        import asyncio
        await asyncio.sleep(0)
        self.assertTrue(True)


suite = unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(Sample), unittest.TestLoader().loadTestsFromTestCase(Waiting)])
print(suite.countTestCases(), unittest.defaultTestLoader.getTestCaseNames(Sample)[:3])
output = io.StringIO()
result = unittest.TextTestRunner(stream=output, verbosity=2).run(suite)
for line in output.getvalue().splitlines():
    if line.endswith(("ok", "FAIL", "ERROR", "failure", "success")) or "skipped" in line or line.startswith(("FAIL", "ERROR")):
        print(line)
print(result.testsRun, result.wasSuccessful(), len(result.skipped), len(result.expectedFailures), len(result.unexpectedSuccesses))
print([text.splitlines()[-1] for _, text in result.failures + result.errors])
print(events)
case = unittest.TestCase()
for check in (
        lambda: case.assertTrue(0), lambda: case.assertFalse([1]), lambda: case.assertIs(1, None), lambda: case.assertIsNone(3), lambda: case.assertIn("x", "abc"),
        lambda: case.assertGreater(1, 2), lambda: case.assertLessEqual(3, 2), lambda: case.assertIsInstance(1, str), lambda: case.assertNotIn(1, [1]),
        lambda: case.assertAlmostEqual(1, 1.5, places=2), lambda: case.assertAlmostEqual(1, 3, delta=1), lambda: case.assertNotEqual(1, 1), lambda: case.assertEqual(1, "1"),
        lambda: case.assertIsNot(None, None), lambda: case.assertNotIsInstance(1, int), lambda: case.assertRegex("abc", "x+"), lambda: case.assertSetEqual({1}, {1, 2}),
        lambda: case.assertRaises(ValueError, len, []), lambda: case.assertIsNotNone(None)):
    try:
        check()
    except AssertionError as error:
        print(error)
