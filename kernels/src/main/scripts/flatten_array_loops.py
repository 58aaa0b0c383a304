#!/usr/bin/env python3
"""Writes VectorArrayMath.java: the loops of ArrayMath with the primitives spliced in and every constant a static vector.

HotSpot neither inlines methods as long as a primitive nor keeps vectors unboxed across a call, so a loop must be flat. Run
after a change of VectorExp, VectorLog or VectorPow:  python3 flatten_array_loops.py
"""
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent.parent / "java/dev/powerlane/math"
TYPES = "DoubleVector|LongVector|VectorMask<Double>"
LONGS = set(re.findall(r"static final long (\w+)", (HERE / "Exp.java").read_text() + (HERE / "Log.java").read_text()))
NAMES = {"0.0": "ZERO", "1.0": "ONE", "0.5": "HALF", "-0.5": "MINUS_HALF", "-1.0": "MINUS_ONE", "1 + Exp.ULP": "ONE_AND_ULP",
         "Double.POSITIVE_INFINITY": "INFINITY", "Double.NEGATIVE_INFINITY": "MINUS_INFINITY", "Double.NaN": "NAN",
         "Long.MIN_VALUE": "SIGN", "Long.MAX_VALUE": "NO_SIGN"}
constants = {}


def body(file, signature):
    """The statements of a primitive, and the expressions that it returns."""
    text = (HERE / file).read_text()
    text = text[text.index("{", text.index(signature)) + 2:]
    text = re.sub(r"\n +\.", ".", text[:text.index("\n    }")])
    lines = [line.strip() for line in text.split("\n")]
    return [line for line in lines[:-1] if not line.startswith("//")], lines[-1]


def renamed(lines, prefix):
    """Every local variable with a prefix, so that two primitives fit into one method."""
    for name in {m[1] for line in lines for m in [re.match(rf"(?:{TYPES}) (\w+) =", line)] if m}:
        lines = [re.sub(rf"(?<!\.)\b{name}\b(?!\()", prefix + name[0].upper() + name[1:], line) for line in lines]
    return lines


def constant(match):
    expression = match[1]
    name = NAMES.get(expression) or re.sub(r"\W+", "_", expression.replace("-", "MINUS_").replace("Double.", "")).upper()
    last = expression.split(".")[-1]
    constants[name] = ("Long" if last in LONGS or expression.startswith("Long.") else "Double", expression)
    return name


def method(name, extra, before, lines, javadoc=""):
    code = [re.sub(r"\bv\(([^()]*)\)", constant, line) for line in lines]
    before = "".join(f"        {line}\n" for line in before)
    return (f"{javadoc}    static int {name}(double[] in, int inOffset, {extra}double[] out, int outOffset, int count) {{\n{before}"
            "        int bound = SPECIES.loopBound(count);\n"
            "        for (int i = 0; i < bound; i += SPECIES.length()) {\n"
            "            DoubleVector x = DoubleVector.fromArray(SPECIES, in, inOffset + i);\n"
            + "".join(f"            {line}\n" for line in code)
            + "        }\n        return bound;\n    }\n")


def stored(result):
    return re.sub(r"return (.*);", r"\1.intoArray(out, outOffset + i);", result)


exp, e = body("VectorExp.java", "exp(DoubleVector x)")
log, l = body("VectorLog.java", "log(DoubleVector x)")
pair, p = body("VectorLog.java", "logPair(DoubleVector x)")
power, _ = body("VectorPow.java", "powFromLog(")
exp2, e2 = body("VectorExp.java", "exp(DoubleVector hi, DoubleVector lo)")

p = re.match(r"return new VectorPair\((.*\)), (v\(.*\))\);", p)
head = ["LongVector inBits = x.reinterpretAsLongs();",
        "DoubleVector base = inBits.and(v(Long.MAX_VALUE)).reinterpretAsDoubles();"]
pair = renamed([re.sub(r"\bx\b", "base", s) for s in pair
                + [f"DoubleVector result = {p[1]};", f"DoubleVector resultLow = {p[2]};"]], "log")
power = [re.sub(r"\blogHi\b", "logResult", re.sub(r"\blogLo\b", "logResultLow", re.sub(r"(?<!\.)\bp\b", "power", s))) for s in power]
exp2 = renamed(exp2 + [e2.replace("return", "DoubleVector result =")], "exp")
exp2 = [re.sub(r"\bhi\b", "product", re.sub(r"\blo\b", "productLow", s)) for s in exp2]
power = [re.sub(r"(?<!\.)\bhi\b", "product", re.sub(r"(?<!\.)\blo\b", "productLow", re.sub(r"(?<!\.)\blog\b", "chosenLog", s))) for s in power]
end = ["// Adding NaN only to negative finite bases: -infinity and -0 are their own case in Math.pow.",
       "VectorMask<Double> negative = x.compare(VectorOperators.LT, v(0.0)).and(x.compare(VectorOperators.GT, v(Double.NEGATIVE_INFINITY)));",
       "LongVector magnitude = expResult.blend(expResult.add(ofNegative), negative).reinterpretAsLongs();",
       "magnitude.or(inBits.and(keptSign)).reinterpretAsDoubles().intoArray(out, outOffset + i);"]
before = ["if (p == 0 || p == 1) {", "    return 0;", "}", "DoubleVector power = v(p);",
          "LongVector keptSign = v(Pow.isOdd(p) ? Long.MIN_VALUE : 0L);", "DoubleVector ofNegative = v(Pow.isInteger(p) ? 0.0 : Double.NaN);"]

methods = [method("exp", "", [], exp + [stored(e)]), method("log", "", [], log + [stored(l)]),
           method("pow", "double p, ", before, head + pair + power + exp2 + end,
                  "    /** As {@link Pow#pow}, whose cases by p are settled here once: the sign to keep, and what a negative base gives. */\n")]
fields = "".join(f"    private static final {kind}Vector {name} = v({value});\n" for name, (kind, value) in sorted(constants.items()))

(HERE / "VectorArrayMath.java").write_text(f"""package dev.powerlane.math;

import static dev.powerlane.math.Vectors.SPECIES;
import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector loops of {{@link ArrayMath}}, apart so that a process without vectors never loads them; each returns how far it
 * got. Written by {{@code src/main/scripts/flatten_array_loops.py}} from {{@link VectorExp}}, {{@link VectorLog}} and {{@link
 * VectorPow}}, because vectors stay unboxed in flat code only. Do not edit.
 */
final class VectorArrayMath {{
{fields}
    private VectorArrayMath() {{
    }}

{chr(10).join(methods)}}}
""")
