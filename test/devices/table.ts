import { vjp } from "@downhill/autograd";
import { type Backend, foldIn, key, normal, ops, Tensor } from "@downhill/tensor";
import { differences, type Tolerance } from "./results.ts";

/** The tolerance of each operation, by name; `others` for the rest. */
export type Tolerances = Readonly<Record<string, Tolerance> & { readonly others: Tolerance }>;

/** The table's formulas in float32: a few units in the last place of values near 1, also where terms cancel. */
export const inFloat32: Tolerances = { others: { relative: 5e-6, floor: 1 } };

const table = Object.values(ops).map(({ def }) => def);
export type Def = (typeof table)[number];

/** The sample arguments that an operation names. */
const samples = (def: Def) => def.domain(key(7)) as readonly (readonly unknown[])[];

const call = (def: Def, args: readonly unknown[]) =>
  (ops[def.name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor)(...args);

/** The result of a sample, and the cotangents of the inputs that have one. */
const valueAndGradients = (def: Def, sample: number): readonly Tensor[] =>
  valueAndGradientsAt(def, samples(def)[sample]!, sample);

/** The same for given arguments; the cotangent is random, drawn with the seed. */
export function valueAndGradientsAt(def: Def, args: readonly unknown[], seed: number): readonly Tensor[] {
  const inputs = def.inputs as readonly string[];
  const point = Object.fromEntries(
    inputs.flatMap((name, i) =>
      (def.vjp as Record<string, unknown>)[name] !== null &&
      args[i] instanceof Tensor &&
      args[i].dtype.startsWith("float")
        ? [[name, args[i]]]
        : [],
    ),
  ) as Record<string, Tensor>;
  if (Object.keys(point).length === 0) return [call(def, args)];
  const [y, pullback] = vjp(
    (x: Record<string, Tensor>) =>
      call(
        def,
        args.map((arg, i) => x[inputs[i]!] ?? arg),
      ),
    point,
  );
  return [y, ...Object.values(pullback(normal(foldIn(key(3), seed), y.shape)))];
}

/** Where a device differs from the reference in an operation's samples and their gradients. */
async function wrongIn(
  def: Def,
  backend: Backend,
  { others, ...own }: Tolerances,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const sample of samples(def).keys()) {
    const off = await differences(backend, () => valueAndGradients(def, sample), own[def.name] ?? others);
    wrong.push(...off.slice(0, 3).map((where) => `${def.name}, sample ${sample}, ${where}`));
  }
  return wrong;
}

/** Every operation there is, by name, with what a device does wrong in it. */
export const operations: readonly (readonly [
  name: string,
  wrong: (backend: Backend, tolerances: Tolerances) => Promise<readonly string[]>,
])[] = table.map((def) => [def.name, (backend, tolerances) => wrongIn(def, backend, tolerances)]);
