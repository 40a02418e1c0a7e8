import { vjp } from "@downhill/autograd";
import { type Backend, type Nested, tensor, type Tensor, tidy, useBackend } from "@downhill/tensor";
import { apply, type Case, cases } from "./cases.ts";

/** How far one result is from the oracle's, relative to the largest number of the two (absolute below 1). */
export interface Difference {
  readonly op: string;
  /** The case with its attributes, and the value or the input whose gradient it is. */
  readonly where: string;
  readonly difference: number;
}

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));

function apart(actual: ArrayLike<number>, nested: Nested): number {
  const expected = flat(nested);
  if (actual.length !== expected.length) return Infinity;
  const scale = Math.max(1, ...expected.map(Math.abs));
  return Math.max(0, ...expected.map((value, i) => Math.abs(value - actual[i]!))) / scale;
}

/** The result of a case, and the gradient of each input that has one. */
function results(c: Case): readonly (readonly [what: string, result: Tensor, expected: Nested])[] {
  const names = Object.keys(c.inputs);
  const inputs = Object.fromEntries(names.map((name) => [name, tensor(c.inputs[name]!)]));
  const at = (x: Readonly<Record<string, Tensor>>): Tensor =>
    apply(
      c,
      names.map((name) => x[name]!),
    );
  if (c.gradients === undefined) return [["value", at(inputs), c.output]];
  const [y, pullback] = vjp(at, inputs);
  const gradients = pullback(tensor(c.cotangent!));
  return [
    ["value", y, c.output],
    ...Object.entries(c.gradients).map(([name, each]) => [name, gradients[name]!, each] as const),
  ];
}

/**
 * Every difference from the oracle on a backend. The largest of an operation is what a table of operations shows:
 *
 * ```ts no-run: measures all
 * const all = await differences(reference);
 * Math.max(...all.filter(({ op }) => op === "softmax").map(({ difference }) => difference));
 * ```
 */
export async function differences(backend: Backend): Promise<readonly Difference[]> {
  using _ = useBackend(backend);
  const found: Difference[] = [];
  for (const [i, c] of cases.entries()) {
    const each = tidy("case", () => results(c));
    for (const [what, result, expected] of each) {
      const where = `case ${i}, ${c.name} ${JSON.stringify(c.attributes)}: ${what}`;
      found.push({ op: c.name, where, difference: apart(await result.data(), expected) });
      result.dispose();
    }
  }
  return found;
}
