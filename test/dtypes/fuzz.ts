import { type Backend, device, ops, reference, tensor, Tensor } from "@downhill/tensor";
import { type Application, Host, randomApplication, randomFrom } from "./applications.ts";

// A separate process: random calls on wasm with random dtypes and sizes. Each must match the reference for the same
// numbers, and leave unrelated tensors unchanged.

const [calls, seed] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 1)];
const wasm = await device("wasm");
const random = randomFrom(seed);

interface Result {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

async function resultOn(backend: Backend, [name, ...args]: Application): Promise<Result | string> {
  const given = args.map((arg) => {
    if (!(arg instanceof Host)) return arg;
    return tensor(arg.values, { backend, shape: arg.shape, dtype: arg.dtype });
  });
  let y: Tensor | undefined;
  try {
    y = (ops[name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor)(...given);
    return { dtype: y.dtype.replace("float64", "float32"), shape: y.shape, values: await y.data() };
  } catch (error) {
    return (error as { zh?: string }).zh === undefined
      ? `failed: ${String(error)}`
      : `refused: ${String(error)}`;
  } finally {
    y?.dispose();
    for (const x of given) if (x instanceof Tensor) x.dispose();
  }
}

/** Long sums and products in float32 lose some digits, and numbers beyond its range become infinite. */
const near = (a: number, b: number, largest: number): boolean =>
  Object.is(a, b) ||
  a === b ||
  Math.fround(a) === b ||
  Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a)) + 1e-6 * largest ||
  (!Number.isFinite(b) && Math.abs(a) > 1e37);

function difference(expected: Result | string, actual: Result | string): string | undefined {
  if (typeof expected === "string" || typeof actual === "string") {
    const refused = [expected, actual].every(
      (each) => typeof each === "string" && each.startsWith("refused"),
    );
    return refused ? undefined : `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  }
  const forms = [expected, actual].map(({ dtype, shape }) => `${dtype} [${shape.join()}]`);
  if (forms[0] !== forms[1]) return `${forms[1]!} instead of ${forms[0]!}`;
  const exact = expected.dtype !== "float32";
  const largest = Array.from(expected.values).reduce(
    (most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most),
    0,
  );
  const odd = Array.from(expected.values).findIndex((x, i) =>
    exact ? x !== actual.values[i] : !near(x, actual.values[i]!, largest),
  );
  return odd < 0 ? undefined : `${actual.values[odd]} instead of ${expected.values[odd]} at ${odd}`;
}

const bystanders = [
  tensor(
    Float32Array.from({ length: 4097 }, (_, i) => Math.sin(i)),
    { backend: wasm },
  ),
  tensor(
    Int32Array.from({ length: 1023 }, (_, i) => i * 1_000_003),
    { backend: wasm },
  ),
  tensor(
    Uint8Array.from({ length: 517 }, (_, i) => (i * i) & 1),
    { backend: wasm },
  ),
];
async function checksum(): Promise<number> {
  let sum = 0;
  for (const bystander of bystanders) {
    const { buffer } = await bystander.data();
    for (const byte of new Uint8Array(buffer)) sum = (Math.imul(sum, 31) + byte) | 0;
  }
  return sum;
}

const before = await checksum();
const live = wasm.live();
const wrong: string[] = [];
for (let call = 0; call < calls && wrong.length < 20; call++) {
  const application = randomApplication(random);
  const off = difference(await resultOn(reference, application), await resultOn(wasm, application));
  const changed = (await checksum()) === before ? [] : ["a bystander changed"];
  const left = wasm.live() === live ? [] : [`${wasm.live() - live} tensors are left`];
  const told = JSON.stringify(application).slice(0, 300);
  for (const what of [...(off === undefined ? [] : [off]), ...changed, ...left])
    wrong.push(`call ${call}, ${what}: ${told}`);
  if (changed.length + left.length > 0) break;
}
console.log(JSON.stringify({ calls, wrong }));
