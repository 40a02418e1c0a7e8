import { checkBackend } from "../check-backend.ts";
import type { Backend, Handle, KernelAttrs, KernelName } from "../backend.ts";
import { reference } from "../backends/reference.ts";

/** A kernel, the inputs it is tried on, and its attributes. */
type Trial = { [K in KernelName]: readonly [K, readonly (readonly number[])[], KernelAttrs[K]] }[KernelName];

/** Two rows of three, close enough to 1 for all ten kernels to be well behaved. */
const shape = [2, 3];
const [a, b] = [
  [0.5, 1.25, 2, 0.75, 1.5, 0.25],
  [1, 0.5, 1.75, 2.25, 0.125, 1.5],
] as const;

const trials: readonly Trial[] = [
  ["add", [a, b], {}],
  ["sub", [a, b], {}],
  ["mul", [a, b], {}],
  ["div", [a, b], {}],
  ["exp", [a], {}],
  ["log", [a], {}],
  ["tanh", [a], {}],
  ["maximum", [a, b], {}],
  ["sum", [a], { axes: [0], keepDims: false }],
  ["matmul", [a, b], { transposeA: false, transposeB: true }],
];

/** More than any rounding error, including TensorFloat-32 in a matrix product; a broken device is off by more. */
const tolerance = 5e-3;

async function resultOf(backend: Backend, [kernel, inputs, attrs]: Trial): Promise<ArrayLike<number>> {
  const held: Handle[] = [];
  try {
    for (const x of inputs) held.push(backend.upload(Float32Array.from(x), shape, "float32"));
    held.push(backend.run(kernel, held.slice(), attrs));
    return await backend.read(held.at(-1)!);
  } finally {
    for (const handle of held) backend.free(handle);
  }
}

/**
 * Runs ten kernels and compares them with the reference: whether a device that opened also computes.
 *
 * @returns the kernels that were wrong; empty if all is well.
 * @throws KindError unless it is a backend.
 * @example
 * ```ts
 * import { reference, selfTest } from "@downhill/tensor";
 * await selfTest(reference); // []
 * ```
 */
export async function selfTest(backend: Backend): Promise<readonly KernelName[]> {
  checkBackend("selfTest", backend);
  const right = await Promise.all(
    trials.map(async (trial) => {
      const [expected, actual] = [await resultOf(reference, trial), await resultOf(backend, trial)];
      return (
        actual.length === expected.length &&
        Array.from(expected).every((value, i) => Math.abs(actual[i]! - value) <= tolerance)
      );
    }),
  );
  return trials.flatMap(([kernel], i) => (right[i] ? [] : [kernel]));
}
