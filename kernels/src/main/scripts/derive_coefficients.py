#!/usr/bin/env python3
"""Derives every constant of dev.powerlane.math's functions; prints them as Java hex floats with their error bounds.

Polynomials are minimax (Remez exchange) in the error relative to the function that they end up in. Coefficients are
rounded to double one after the other, from the leading one, and the rest is fitted again after each rounding.
Deterministic; needs mpmath; takes half a minute:  python3 derive_coefficients.py
"""
from math import inf, nextafter

from mpmath import atan, atanh, cos, exp, factorial, floor, ldexp, log, lu_solve, matrix, mp, mpf, pi, sinc, sqrt

mp.prec = 240


def double(x):
    """x rounded to the nearest double, exactly representable as mpf."""
    return mpf(float(x))


def rounded(x, bit):
    """x rounded to a multiple of 2^bit."""
    return ldexp(floor(ldexp(x, -bit) + mpf(1) / 2), bit)


def remez(f, weight, n, lo, hi, rounds=12):
    """Coefficients of the polynomial of n terms with the least max |weight (f - p)| on [lo, hi], and that maximum."""
    m = n + 1 + (n + 1) % 2                # an even count of first nodes has none in the middle, where a weight may vanish
    nodes = [(lo + hi) / 2 - (hi - lo) / 2 * cos(pi * (2 * i + 1) / (2 * m)) for i in range(n + 1)]
    for _ in range(rounds):
        a = matrix(n + 1, n + 1)
        b = matrix(n + 1, 1)
        for i, x in enumerate(nodes):
            for j in range(n):
                a[i, j] = x ** j
            a[i, n] = (-1) ** i / weight(x)
            b[i] = f(x)
        solution = lu_solve(a, b)
        c = [solution[j] for j in range(n)]
        grid = [(lo + hi) / 2 - (hi - lo) / 2 * cos(pi * i / (40 * n + 1)) for i in range(40 * n + 2)]
        err = [weight(x) * (f(x) - horner(c, x)) for x in grid]
        peaks = []
        for x, e in zip(grid, err):        # the largest error of each run of one sign is a node of the next round
            if not peaks or (e > 0) != (peaks[-1][1] > 0):
                peaks.append((x, e))
            elif abs(e) > abs(peaks[-1][1]):
                peaks[-1] = (x, e)
        while len(peaks) > n + 1:          # drop the weakest; inside, with a neighbour, so that signs still alternate
            w = min(range(len(peaks)), key=lambda i: abs(peaks[i][1]))
            if 0 < w < len(peaks) - 1 and len(peaks) == n + 2:
                w = 0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1
            elif 0 < w < len(peaks) - 1:
                peaks.pop(w + 1 if abs(peaks[w + 1][1]) < abs(peaks[w - 1][1]) else w - 1)
                w = min(range(len(peaks)), key=lambda i: abs(peaks[i][1]))
            peaks.pop(w)
        worst = max(abs(e) for e in err)
        if len(peaks) <= n or worst < abs(solution[n]) * (1 + mpf(2) ** -8):
            break
        nodes = [x for x, _ in peaks]
    return c, worst


def horner(c, x):
    y = mpf(0)
    for k in reversed(c):
        y = y * x + k
    return y


def fit(f, weight, n, lo, hi, leading=4):
    """As remez, with all coefficients doubles: the rest is fitted again after each of the leading ones is rounded."""
    fixed = []
    for j in range(leading + 1):
        rest = lambda x: (f(x) - horner(fixed, x)) / x ** j
        if j < n:
            c, _ = remez(rest, lambda x: weight(x) * abs(x) ** j, n - j, lo, hi)
            fixed += [double(k) for k in (c[:1] if j < leading else c)]
    points = [lo + (hi - lo) * i / 4000 for i in range(4001)]
    worst = max(abs(weight(x) * (f(x) - horner(fixed, x))) for x in points if x != 0)
    return fixed, worst


def show(name, value):
    print(f"    static final double {name} = {java(value)};")


def java(value):
    head, tail = float(value).hex().split("p")
    return f"{head.rstrip('0') if '.' in head else head}".rstrip(".").replace("0x1p", "0x1.0p") + f"p{int(tail)}"


def bits(error):
    return f"2^{float(log(error, 2)):.2f}"


def up(x):
    """The least double >= x."""
    y = double(x)
    return y if y >= x else mpf(nextafter(float(y), inf))


def down(x):
    return -up(-x)


ln2 = log(mpf(2))

print("// Exp")
show("INV_LN2", 1 / ln2)
show("LN2_HI", double(ln2))
show("LN2_LO", double(ln2 - double(ln2)))
show("OVERFLOW", down(log(ldexp(2 - ldexp(mpf(1), -53), 1023))))
show("SUBNORMAL", up(log(ldexp(mpf(1), -1022))))
show("UNDERFLOW", up(log(ldexp(mpf(1), -1075))))
half = ln2 / 2 * (1 + mpf(2) ** -20)
q = lambda r: (exp(r) - 1 - r) / r ** 2 if abs(r) > mpf(2) ** -50 else mpf(1) / 2 + r / 6
c, worst = fit(q, lambda r: r ** 2 / exp(r), 10, -half, half)
for j, k in enumerate(c):
    show(f"Q{j}", k)
print(f"    // e^r = 1 + r + r^2 q(r) on |r| <= ln2 / 2: relative error {bits(worst)}\n")

print("// Pow")
even = rounded(ln2, -52)
show("LN2_HI", even)
show("LN2_LO", double(ln2 - even))
print()

print("// Log")
split = mpf(0x16A) / 512                    # m lies in [split, 2 split)
print(f"    // mantissas in [{float(split)}, {float(2 * split)}), bits 0x3FE6A << 44")
short = rounded(ln2, -42)
show("LN2_SHORT", short)
show("LN2_REST", double(ln2 - short))
s = max((1 - split) / (1 + split), (2 * split - 1) / (2 * split + 1))


def series(z, a):
    """a atanh(sqrt z)/sqrt z, with its limit at 0."""
    return a * atanh(sqrt(z)) / sqrt(z) if z > mpf(2) ** -80 else a * (1 + z / 3 + z * z / 5)


def tail(z, first):
    """(atanh(s)/s - sum of the terms before z^first) / z^first at z = s^2, by its own series: no cancellation."""
    total, j, power = mpf(0), first, mpf(1)
    while power > mpf(2) ** -200:
        total, j, power = total + power / (2 * j + 1), j + 1, power * z
    return total


# with t = 2 s: 2 atanh(t/2) = t + t^3 P(y), y = t^2 = 4 s^2
tiny = mpf(2) ** -60
top = 4 * s * s
c, worst = fit(lambda y: tail(y / 4, 1) / 4, lambda y: y / series(y / 4, 1), 7, tiny, top)
for j, k in enumerate(c):
    show(f"P{j}", k)
print(f"    // 2 atanh(t / 2) = t + t^3 P(y), y = t^2: relative error {bits(worst)}\n")

# the cubic's coefficient off 1/12, so that what is left for the short part, LEFT + y T(y), is small where y is large
cubic = double(mpf(1) / 12 + mpf(5) / 6 * top / 80)
show("CUBIC", cubic)
show("LEFT", double(mpf(1) / 12 - cubic))
c, worst = fit(lambda y: tail(y / 4, 2) / 16, lambda y: y ** 2 / series(y / 4, 1), 7, tiny, top)
for j, k in enumerate(c):
    show(f"T{j}", k)
print(f"    // 2 atanh(t / 2) = t + t^3 (1/12 + y T(y)): relative error {bits(worst)}")
c, worst = fit(lambda y: 1 / (1 - y / 4), lambda y: mpf(1), 3, tiny, top, 1)
for j, k in enumerate(c):
    show(f"SLOPE{j}", k)
print(f"    // the slope 1 / (1 - y / 4) of that: absolute error {bits(worst)}")

print("\n// Exp2")
half = mpf(1) / 2 * (1 + mpf(2) ** -20)
q = lambda r: (2 ** r - 1 - r * ln2) / r ** 2 if abs(r) > mpf(2) ** -50 else ln2 ** 2 / 2 + r * ln2 ** 3 / 6
c, worst = fit(q, lambda r: r ** 2 / 2 ** r, 10, -half, half)
for j, k in enumerate(c):
    show(f"Q{j}", k)
print(f"    // 2^r = 1 + r ln2 + r^2 q(r) on |r| <= 1/2: relative error {bits(worst)}")

print("\n// Expm1")
half = ln2 / 2 * (1 + mpf(2) ** -20)
e = lambda r: (exp(r) - 1 - r - r * r / 2) / r ** 3 if abs(r) > mpf(2) ** -40 else mpf(1) / 6 + r / 24 + r * r / 120
c, worst = fit(e, lambda r: r ** 3 / (exp(r) - 1) if r != 0 else mpf(0), 10, -half, half)
for j, k in enumerate(c):
    show(f"E{j}", k)
print(f"    // e^r = 1 + r + r^2/2 + r^3 E(r) on |r| <= ln2 / 2: error relative to e^r - 1 {bits(worst)}")

print("\n// Log2, Log10")
inverse = 1 / ln2
show("LOG2_E_HI", double(inverse))
show("LOG2_E_LO", double(inverse - double(inverse)))
inverse = 1 / log(mpf(10))
show("LOG10_E_HI", double(inverse))
show("LOG10_E_LO", double(inverse - double(inverse)))
short = rounded(ln2 * inverse, -43)
show("LOG10_2_SHORT", short)
show("LOG10_2_REST", double(ln2 * inverse - short))

print("\n// SinCos")
half_pi = pi / 2
show("TWO_OVER_PI", 2 / pi)
first = double(half_pi)
second = double(half_pi - first)
show("HALF_PI_HI", first)
show("HALF_PI_MID", second)
show("HALF_PI_LO", double(half_pi - first - second))
top = (pi / 4 * (1 + mpf(2) ** -9)) ** 2


def power_series(term, z):
    """The sum of term(j) z^j."""
    total, j, power = mpf(0), 0, mpf(1)
    while power > mpf(2) ** -200 and j < 60:
        total, j, power = total + term(j) * power, j + 1, power * z
    return total


c, worst = fit(lambda z: power_series(lambda j: (-1) ** (j + 1) / factorial(2 * j + 3), z), lambda z: z / sinc(sqrt(z)), 6, tiny, top, 3)
for j, k in enumerate(c):
    show(f"S{j}", k)
print(f"    // sin r = r + r^3 S(r^2): relative error {bits(worst)}")
c, worst = fit(lambda z: power_series(lambda j: (-1) ** j / factorial(2 * j + 4), z), lambda z: z * z, 6, tiny, top, 3)
for j, k in enumerate(c):
    show(f"C{j}", k)
print(f"    // cos r = 1 - r^2/2 + r^4 C(r^2): absolute error {bits(worst)}")

print("\n// Atan")
show("QUARTER_PI_HI", double(pi / 4))
show("QUARTER_PI_LO", double(pi / 4 - double(pi / 4)))


def atan_tail(z):
    """(atan(t)/t - 1)/t^2 at z = t^2."""
    return (atan(sqrt(z)) / sqrt(z) - 1) / z if z > mpf(2) ** -40 else -mpf(1) / 3 + z / 5 - z * z / 7


c, worst = fit(atan_tail, lambda z: z * sqrt(z) / atan(sqrt(z)), 12, mpf(2) ** -30, mpf(1) / 4, 3)
for j, k in enumerate(c):
    show(f"A{j}", k)
print(f"    // atan t = t + t^3 A(t^2) on |t| <= 1/2: relative error {bits(worst)}")
