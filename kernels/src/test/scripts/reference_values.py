#!/usr/bin/env python3
"""Writes functions.txt, the values that FunctionsTest compares with: function, arguments, and the value as the sum of two doubles.

Arguments from all binades, near the boundaries of the reductions, and the worst that searches have found. Deterministic; needs
mpmath:  python3 reference_values.py > ../resources/dev/powerlane/math/functions.txt
"""
import random
from math import ldexp, nextafter, inf

from mpmath import atan, cos, exp, expm1, log, log1p, mp, mpf, pi, sin

mp.prec = 4000
random.seed(1)

WORST = {
    "exp2": ["-0x1.ffbe0e91872a8p-2", "-0x1.f1c5ea3bb0c14p-2"],
    "expm1": ["0x1.978b01ce02da6p-2", "0x1.94fabee352671p-2"],
    "log2": ["0x1.69ae24f97759fp+0"],
    "log10": ["0x1.52753c625cf1dp+0"],
    "log1p": ["-0x1.00066b88f9e53p-54", "0x1.9fff30a93e872p-53"],
    "sin": ["-0x1.7256d1689e261p+13", "-0x1.db8d63fff5a14p+22"],
    "cos": ["-0x1.0faffdb776929p+28", "-0x1.0cc0fce248587p+42"],
    "atan": ["0x1.fda1561262527p-2", "0x1.fc2386cba461p-2"],
}


def binades(low, high, signs=(1, -1)):
    return [random.choice(signs) * ldexp(random.uniform(1, 2), e) for e in range(low, high) for _ in range(2)]


def around(centres):
    return [nextafter(x, to) for x in centres for to in (-inf, x, inf)]


FUNCTIONS = {
    "exp2": (lambda x: mpf(2) ** x, [random.uniform(-1080, 1024) for _ in range(300)] + binades(-60, 9)
             + around([k + .5 for k in range(-1074, 1024, 41)] + [-1022.0, -1074.0])),
    "expm1": (expm1, [random.uniform(-45, 709.7) for _ in range(200)] + [random.uniform(-2, 2) for _ in range(300)] + binades(-1074, 5)[::7]
              + around([(k + .5) * .6931471805599453 for k in range(-57, 60, 3)])),
    "log2": (lambda x: log(x) / log(mpf(2)), binades(-1074, 1023, [1])[::6] + [random.uniform(.5, 2) for _ in range(300)]),
    "log10": (lambda x: log(x) / log(mpf(10)), binades(-1074, 1023, [1])[::6] + [random.uniform(.5, 2) for _ in range(300)]),
    "log1p": (log1p, binades(-1074, 1023, [1])[::6] + binades(-80, -1) + [random.uniform(-1, 1) for _ in range(300)]),
    "sin": (sin, [x for x in binades(-1074, 43)[::4]] + [random.uniform(-10, 10) for _ in range(300)]
            + around([float(k * pi / 4) for k in range(-40, 40)] + [float(k * pi / 2) for k in (10 ** 6, 10 ** 9, 3 * 10 ** 12)])),
    "cos": (cos, [x for x in binades(-60, 43)] + [random.uniform(-10, 10) for _ in range(300)]
            + around([float(k * pi / 4) for k in range(-40, 40)] + [float(k * pi / 2) for k in (10 ** 6, 10 ** 9, 3 * 10 ** 12)])),
    "atan": (atan, binades(-1074, 1023)[::6] + [random.uniform(-3, 3) for _ in range(300)] + around([.5, -.5, 2.0, 2.0 ** 60])),
}


def show(name, arguments, value):
    hi = float(value)
    lo = float(value - mpf(hi))
    print(name, *(float(a).hex() for a in arguments), hi.hex(), lo.hex())


for name, (f, arguments) in FUNCTIONS.items():
    for x in random.sample(arguments, 300) + [float.fromhex(w) for w in WORST[name]]:
        if x != 0:
            show(name, [x], f(mpf(x)))

pairs = [(random.uniform(-30, 30), random.uniform(-30, 30)) for _ in range(120)]
pairs += [(x, x + random.uniform(-40, 40)) for x in (random.uniform(-1000, 1000) for _ in range(120))]
pairs += [(random.uniform(-1, 1), random.uniform(-760, -1)) for _ in range(80)]
pairs += [(float.fromhex("-0x1.44ae3a12435f4p+0"), float.fromhex("-0x1.9eb5b87d28b69p-2"))]
for a, b in pairs:
    if abs(log(exp(mpf(a)) + exp(mpf(b)))) >= max(a, b) / -8:
        show("logsumexp", [a, b], log(exp(mpf(a)) + exp(mpf(b))))
