# SPDX-License-Identifier: MIT
# statistics: averages, spread and relations of data. Sums are exact: each number counts as the ratio that it is.
import math

__all__ = ["StatisticsError", "fmean", "geometric_mean", "harmonic_mean", "mean", "median", "median_grouped",
           "median_high", "median_low", "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance",
           "covariance", "correlation", "linear_regression", "NormalDist"]


class StatisticsError(ValueError):
    pass


def _fraction(n, d=1):
    from fractions import Fraction
    return Fraction(n, d)


def _ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _merge_type(kinds):
    # The type that a result has: the widest of those in the data.
    result = int
    for kind in kinds:
        if kind is result or kind is bool:
            continue
        if result is int:
            result = kind
        elif kind is int:
            pass
        elif issubclass(kind, result):
            result = kind
        elif issubclass(result, kind):
            pass
        elif issubclass(kind, float) and not hasattr(result, "quantize"):
            result = kind
        elif issubclass(result, float) and not hasattr(kind, "quantize"):
            pass
        else:
            raise TypeError(f"don't know how to coerce {result.__name__} and {kind.__name__}")
    return result


def _exact_sum(data):
    # (type, numerator, denominator, count); a denominator of None marks a sum that is not finite.
    count = 0
    kinds = {}
    partials = {}
    special = None
    for x in data:
        count += 1
        kinds[type(x)] = None
        n, d = (x, 1) if type(x) is int else _ratio(x)
        if d is None:
            special = n if special is None else special + n
        else:
            partials[d] = partials.get(d, 0) + n
    kind = _merge_type(kinds)
    if special is not None:
        return kind, special, None, count
    if not partials:
        return kind, 0, 1, count
    bottom = math.lcm(*partials)
    return kind, sum([n * (bottom // d) for d, n in partials.items()]), bottom, count


def _give(kind, n, d):
    # n / d as a number of the given type.
    if d is None:
        return n
    if kind is int or kind is bool:
        common = math.gcd(n, d)
        n, d = n // common, d // common
        return n if d == 1 else n / d
    if issubclass(kind, float):
        return kind(n / d)
    if issubclass(kind, int):
        return n / d if n % d else n // d
    if hasattr(kind, "quantize"):
        return kind(n) / kind(d)
    return kind(_fraction(n, d))


def mean(data):
    kind, n, d, count = _exact_sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return n / count if d is None else _give(kind, n, d * count)


def fmean(data, weights=None) -> float:
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum([x * w for x, w in zip(data, weights)]) / total


def geometric_mean(data) -> float:
    logs = []
    zero = False
    for x in data:
        if x > 0.0 or math.isnan(x):
            logs.append(math.log(x))
        elif x == 0.0:
            zero = True
            logs.append(0.0)
        else:
            raise StatisticsError("No negative inputs allowed", x)
    if not logs:
        raise StatisticsError("Must have a non-empty dataset")
    if zero:
        return 0.0
    return math.exp(math.fsum(logs) / len(logs))


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    message = "harmonic mean does not support negative values"
    if weights is None:
        if len(data) == 1:
            if data[0] < 0:
                raise StatisticsError(message)
            return data[0]
        weights = [1] * len(data)
        total = len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError("Number of weights does not match data size")
        total = _give(*_exact_sum(weights)[:3])
    for x in data:
        if x < 0:
            raise StatisticsError(message)
    if 0 in data:
        return 0
    kind, n, d, _ = _exact_sum([w / x if w else 0 for w, x in zip(weights, data)])
    if d is None:
        return total / n
    n2, d2 = _ratio(total)
    return _give(kind, n2 * d, d2 * n)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2] if n % 2 else data[n // 2 - 1]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval: float = 1.0) -> float:
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    n = len(data)
    x = data[n // 2]
    below = sum([item < x for item in data])
    inside = data.count(x)
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float") from None
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def _tally(data):
    counts = {}
    for item in data:
        counts[item] = counts.get(item, 0) + 1
    return counts


def mode(data):
    counts = _tally(data)
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data) -> list:
    counts = _tally(data)
    top = max(counts.values(), default=0)
    return [item for item, count in counts.items() if count == top]


def quantiles(data, *, n: int = 4, method: str = "exclusive") -> list:
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center=None):
    # (type, numerator, denominator, count) of the sum of squared distances from the centre.
    data = list(data)
    if center is not None:
        kind, n, d, count = _exact_sum([(x - center) * (x - center) for x in data])
        return kind, n, d, count
    kind, n, d, count = _exact_sum(data)
    if d is None or count == 0:
        return kind, n * 0 if d is None else 0, d, count
    total = _fraction(0)
    partials = {}
    for x in data:
        top, bottom = _ratio(x)
        partials[bottom * bottom] = partials.get(bottom * bottom, 0) + top * top
    bottom = math.lcm(*partials)
    square = sum([value * (bottom // key) for key, value in partials.items()])
    total = _fraction(square, bottom) - _fraction(n * n, d * d * count)
    return kind, total.numerator, total.denominator, count


def variance(data, xbar=None):
    kind, n, d, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return n if d is None else _give(kind, n, d * (count - 1))


def pvariance(data, mu=None):
    kind, n, d, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return n if d is None else _give(kind, n, d * count)


def _root(kind, n, d):
    # The square root of n / d, correctly rounded: the integer root of a ratio scaled to 109 bits, made odd if inexact.
    if hasattr(kind, "quantize"):
        return (kind(n) / kind(d)).sqrt()
    if not n:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        top = _odd_root(n, d << 2 * shift) << shift
        return top / 1
    return _odd_root(n << -2 * shift, d) / (1 << -shift)


def _odd_root(n, m):
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def stdev(data, xbar=None):
    kind, n, d, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return n if d is None else _root(kind, n, d * (count - 1))


def pstdev(data, mu=None):
    kind, n, d, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return n if d is None else _root(kind, n, d * count)


def covariance(x, y, /) -> float:
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    return math.sumprod([a - xbar for a in x], [b - ybar for b in y]) / (n - 1)


def _ranks(data):
    order = sorted(range(len(data)), key=data.__getitem__)
    ranks = [0.0] * len(data)
    i = 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and data[order[j + 1]] == data[order[i]]:
            j += 1
        for k in range(i, j + 1):
            ranks[order[k]] = (i + j) / 2 + 1
        i = j + 1
    mean_rank = (len(data) + 1) / 2
    return [rank - mean_rank for rank in ranks]


def correlation(x, y, /, *, method: str = "linear") -> float:
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    if method not in ("linear", "ranked"):
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        x, y = _ranks(x), _ranks(y)
    else:
        xbar = math.fsum(x) / n
        ybar = math.fsum(y) / n
        x = [a - xbar for a in x]
        y = [b - ybar for b in y]
    bottom = math.sqrt(math.sumprod(x, x) * math.sumprod(y, y))
    if not bottom:
        raise StatisticsError("at least one of the inputs is constant")
    return math.sumprod(x, y) / bottom


_line_type = None


def linear_regression(x, y, /, *, proportional: bool = False):
    global _line_type
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    xbar = ybar = 0.0
    if not proportional:
        xbar = math.fsum(x) / n
        ybar = math.fsum(y) / n
        x = [a - xbar for a in x]
        y = [b - ybar for b in y]
    bottom = math.sumprod(x, x)
    if not bottom:
        raise StatisticsError("x is constant")
    slope = (math.sumprod(x, y) + 0.0) / bottom
    if _line_type is None:
        from collections import namedtuple
        _line_type = namedtuple("LinearRegression", ("slope", "intercept"), module="statistics")
    return _line_type(slope, 0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu: float = 0.0, sigma: float = 1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev([float(x) for x in data]))

    def samples(self, n: int, *, seed=None) -> list[float]:
        import random
        draw = (random if seed is None else random.Random(seed)).random
        return [self.inv_cdf(draw()) for _ in range(n)]

    def pdf(self, x) -> float:
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return math.exp(diff * diff / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x) -> float:
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * math.erfc((self._mu - x) / (self._sigma * math.sqrt(2.0)))

    def inv_cdf(self, p) -> float:
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        # a rough start (Abramowitz and Stegun 26.2.23), then Newton's steps on the distribution function
        q = min(p, 1.0 - p)
        t = math.sqrt(-2.0 * math.log(q))
        z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / \
            (1.0 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
        for _ in range(5):
            z += (0.5 * math.erfc(z / math.sqrt(2.0)) - q) * math.sqrt(math.tau) * math.exp(z * z / 2.0)
        return self._mu + self._sigma * (-z if p < 0.5 else z if p > 0.5 else 0.0)

    def quantiles(self, n: int = 4) -> list[float]:
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other) -> float:
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        a, b = (self, other) if (other._sigma, other._mu) >= (self._sigma, self._mu) else (other, self)
        va, vb = a.variance, b.variance
        if not va or not vb:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = vb - va
        dm = abs(b._mu - a._mu)
        if not dv:
            return math.erfc(dm / (2.0 * a._sigma * math.sqrt(2.0)))
        base = a._mu * vb - b._mu * va
        root = a._sigma * b._sigma * math.sqrt(dm * dm + dv * math.log(vb / va))
        x1, x2 = (base + root) / dv, (base - root) / dv
        return 1.0 - (abs(b.cdf(x1) - a.cdf(x1)) + abs(b.cdf(x2) - a.cdf(x2)))

    def zscore(self, x) -> float:
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * abs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / abs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
