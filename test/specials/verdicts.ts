import { vjp } from "@downhill/autograd";
import { type Backend, type Nested, tensor, type Tensor, tidy, useBackend } from "@downhill/tensor";
import { apply } from "../ops/cases.ts";
import { type Answer, casesIn, numbersOf, type Precision, type SpecialCase } from "./oracle.ts";

/** The result of an operation at a special number, and any difference from PyTorch. */
export interface Verdict {
  readonly op: string;
  readonly special: string;
  readonly refused: boolean;
  /** Each result that differs, in words. */
  readonly differences: readonly string[];
}

/** The tolerance: relative to the largest finite number of the case, because terms may cancel. */
const tolerance: Readonly<Record<Precision, number>> = { float64: 1e-13, float32: 3e-6 };

/** 1/2, 1, 3/2, … */
const cotangent = (y: Tensor): Tensor =>
  tensor(
    Float64Array.from({ length: y.size }, (_, i) => ((i % 7) + 1) / 2),
    { shape: y.shape, dtype: y.dtype },
  );

type Results = Readonly<Record<string, Tensor>>;

/** The value, and its gradient by input; nothing if the operation refuses. */
function resultsOf({ name, attributes, inputs, shapes }: SpecialCase, expected: Answer): Results | undefined {
  const at = Object.fromEntries(
    Object.entries(inputs).map(([each, values]) => [
      each,
      tensor(values, { shape: shapes[each]!, dtype: undefined as never }),
    ]),
  );
  const through = (x: Results): Tensor =>
    apply(
      { name, attributes, inputs: {}, output: 0 },
      Object.keys(inputs).map((each) => x[each]!),
    );
  try {
    if (expected.gradients === undefined && expected.refused === undefined) return { value: through(at) };
    const [y, pullback] = vjp(through, at);
    return { value: y, ...(pullback(cotangent(y)) as Results) };
  } catch (error) {
    if (typeof (error as { zh?: unknown }).zh === "string") return undefined;
    throw error;
  }
}

const shown = (x: number | undefined): string => (Object.is(x, -0) ? "-0" : String(x));

/** The first number that differs, in words. */
function difference(
  actual: ArrayLike<number>,
  nested: Nested,
  { inputs }: SpecialCase,
  bound: number,
): string | undefined {
  const expected = numbersOf(nested);
  if (actual.length !== expected.length)
    return `has ${actual.length} numbers, PyTorch's has ${expected.length}`;
  const size = Math.max(0, ...expected.map(Math.abs).filter(Number.isFinite));
  const same = (x: number, y: number): boolean =>
    Object.is(x, y) || x === y || Math.abs(x - y) <= bound * size;
  const wrong = expected.findIndex((y, i) => !same(actual[i]!, y));
  if (wrong < 0) return undefined;
  const at = Object.values(inputs).map((values) =>
    values.length === expected.length ? shown(values[wrong]) : `[${Array.from(values, shown).join(" ")}]`,
  );
  return `at (${at.join(", ")}), index ${wrong}: ${shown(actual[wrong])}, PyTorch ${shown(expected[wrong])}`;
}

/** Iterates over every case on a backend. */
export async function verdicts(backend: Backend): Promise<readonly Verdict[]> {
  using _ = useBackend(backend);
  const found: Verdict[] = [];
  for (const each of casesIn(backend.float)) {
    const { name: op, special, expected } = each;
    const results = tidy("special", () => resultsOf(each, expected));
    const differences: string[] = [];
    if ((results === undefined) !== (expected.refused ?? false))
      differences.push(results === undefined ? "refused, but not by PyTorch" : "PyTorch refuses");
    else
      for (const [what, y] of Object.entries(results ?? {})) {
        const other = what === "value" ? expected.output! : expected.gradients![what]!;
        const off = difference(await y.data(), other, each, tolerance[backend.float]);
        if (off !== undefined) differences.push(`${what} ${off}`);
      }
    for (const y of Object.values(results ?? {})) y.dispose();
    found.push({ op, special, refused: results === undefined, differences });
  }
  return found;
}
