import type { Probe, Text } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import type { Matrix } from "../matrix.ts";
import { entry, rounding } from "./tolerance.ts";

/** Cotangents of add, mul, tanh and sum against numbers worked out by hand, broadcasting included. */
export function checkRules({ sumTo, rules }: Autograd, probe: Probe): void {
  const close = (what: Text, actual: unknown, expected: Matrix): void =>
    probe.close(what, actual, expected, rounding, entry);
  const all = (
    shares: readonly Matrix[],
    names: readonly string[],
    op: string,
    expected: readonly Matrix[],
  ): void => {
    probe.equal(
      { en: `how many cotangents ${op} answers`, zh: `${op} 给出的余切个数` },
      shares.length,
      names.length,
    );
    names.forEach((name, i) =>
      close({ en: `cotangent of ${name} in ${op}`, zh: `${op} 中 ${name} 的余切` }, shares[i], expected[i]!),
    );
  };

  const g = [[1, 2, 3], [4, 5, 6]]; // prettier-ignore
  close({ en: "sumTo a row", zh: "sumTo 到一行" }, sumTo(g, [[0, 0, 0]]), [[5, 7, 9]]);
  close({ en: "sumTo a column", zh: "sumTo 到一列" }, sumTo(g, [[0], [0]]), [[6], [15]]);
  close({ en: "sumTo a single number", zh: "sumTo 到一个数" }, sumTo(g, [[0]]), [[21]]);
  close({ en: "sumTo the same shape", zh: "sumTo 到同样的形状" }, sumTo(g, g), g);

  const a = [[2, -1, 3], [0.5, 4, -2]]; // prettier-ignore
  const b = [[10, 20, 30], [40, 50, 60]]; // prettier-ignore
  const bias = [[1, -2, 0.5]];
  all(rules.add(a, b).vjp(g), ["a", "b"], "add(a, b)", [g, g]);
  all(rules.mul(a, b).vjp(g), ["a", "b"], "mul(a, b)", [
    [[10, 40, 90], [160, 250, 360]],
    [[2, -2, 9], [2, 20, -12]],
  ]); // prettier-ignore
  all(rules.tanh([[0, Math.log(2), -Math.log(3)]]).vjp([[1, 2, 10]]), ["x"], "tanh(x)", [[[1, 1.28, 3.6]]]);
  all(rules.sum(a).vjp([[7]]), ["x"], "sum(x)", [[[7, 7, 7], [7, 7, 7]]]); // prettier-ignore

  all(rules.add(a, bias).vjp(g), ["a", "the row"], "add(a, row)", [g, [[5, 7, 9]]]);
  all(rules.add([[1], [2]], b).vjp(g), ["the column", "b"], "add(column, b)", [[[6], [15]], g]);
  all(rules.mul(a, bias).vjp(g), ["a", "the row"], "mul(a, row)", [
    [[1, -4, 1.5], [4, -10, 3]],
    [[4, 18, -3]],
  ]); // prettier-ignore
  all(rules.mul([[3]], a).vjp(g), ["the number", "a"], "mul(number, a)", [[[19]], [[3, 6, 9], [12, 15, 18]]]); // prettier-ignore
}
