import { type Backend, reference, scope, type Tensor, useBackend } from "@downhill/tensor";

/** The values of a result, with its shape and dtype; float64 is the reference's float32. */
interface Result {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** Runs something on a backend and frees all that it made. */
async function resultsOn(backend: Backend, run: () => readonly Tensor[]): Promise<readonly Result[]> {
  using _ = useBackend(backend);
  const opened = scope("on one device");
  const tensors = opened.keep([...run()]);
  opened[Symbol.dispose]();
  const results = await Promise.all(
    tensors.map(async (tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype.replace("float64", "float32"),
      values: [...(await tensor.data())],
    })),
  );
  for (const tensor of new Set(tensors)) tensor.dispose();
  return results;
}

/** How far a device may be off: relative to the value, or to this much where the value is less. */
export interface Tolerance {
  readonly relative: number;
  readonly floor: number;
}

const formOf = ({ shape, dtype, values }: Result): string =>
  `${dtype} [${shape.join(",")}] of ${values.length}`;

/** Where a device does not give what the reference gives, in words. NaN and infinities must be the same; -0 and 0 are. */
export async function differences(
  backend: Backend,
  run: () => readonly Tensor[],
  { relative, floor }: Tolerance,
): Promise<readonly string[]> {
  const [expected, actual] = [await resultsOn(reference, run), await resultsOn(backend, run)];
  const forms = [expected, actual].map((results) => results.map(formOf).join("; "));
  if (forms[0] !== forms[1]) return [`${forms[1]!} instead of ${forms[0]!}`];
  return expected.flatMap(({ values }, i) =>
    values.flatMap((value, j) => {
      const got = actual[i]!.values[j]!;
      const same = Object.is(value, got) || value === got || Math.fround(value) === got;
      const near = Math.abs(value - got) <= relative * Math.max(floor, Math.abs(value));
      return same || near ? [] : [`result ${i}, element ${j}: ${got} instead of ${value}`];
    }),
  );
}
