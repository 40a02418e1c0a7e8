import type { Backend, Handle, KernelAttrs, KernelName } from "../backend.ts";
import { isFloat } from "../dtype.ts";
import { checkWithin } from "../indices.ts";
import { type Shape, sizeOf } from "../shape.ts";

type Indexed = "gather" | "scatterAdd" | "oneHot";
type Look = NonNullable<Backend["look"]>;

const kernels: ReadonlySet<KernelName> = new Set<Indexed>(["gather", "scatterAdd", "oneHot"]);

/** A kernel's indices, and how many rows there are. */
function indicesOf<K extends KernelName>(
  kernel: K,
  inputs: readonly Handle[],
  attrs: KernelAttrs[K],
): readonly [indices: Handle, rows: number] {
  if (kernel === "gather") return [inputs[1]!, inputs[0]!.shape[0]!];
  if (kernel === "scatterAdd") return [inputs[1]!, (attrs as KernelAttrs["scatterAdd"]).rows];
  return [inputs[0]!, (attrs as KernelAttrs["oneHot"]).depth];
}

/**
 * Refuses a kernel that would read or write out of range, before it runs.
 *
 * @throws ValueError if an index is out of range, as far as this can be checked.
 */
export function checkIndexed<K extends KernelName>(
  kernel: K,
  inputs: readonly Handle[],
  attrs: KernelAttrs[K],
  look: Look,
): void {
  if (!kernels.has(kernel)) return;
  const [indices, rows] = indicesOf(kernel, inputs, attrs);
  const values = look(indices);
  if (values !== undefined) checkWithin(kernel, "indices", values, rows);
}

/**
 * For a device whose values cannot be read without waiting: if indices are its own results, those out of range give
 * NaN, or for integers the nearest row.
 */
export function withUnseenIndices<B extends Pick<Backend, "upload" | "run" | "free">>(
  backend: B,
  look: Look,
): B["run"] {
  return (kernel, inputs, attrs) => {
    if (!kernels.has(kernel)) return backend.run(kernel, inputs, attrs);
    const [indices, rows] = indicesOf(kernel, inputs, attrs);
    if (look(indices) !== undefined || sizeOf(indices.shape) === 0) return backend.run(kernel, inputs, attrs);
    const made: Handle[] = [];
    const note = (handle: Handle): Handle => {
      made.push(handle);
      return handle;
    };
    const run: Backend["run"] = (...args) => note(backend.run(...args));
    const whole = (value: number): Handle => note(backend.upload(Int32Array.of(value), [], "int32"));
    const filled = (value: number, shape: Shape): Handle =>
      note(backend.upload(new Float32Array(sizeOf(shape)).fill(value), shape, "float32"));
    try {
      const inside = run("minimum", [run("maximum", [indices, whole(0)], {}), whole(rows - 1)], {});
      const { shape } = indices;
      const flags = run("equal", [inside, indices], {});
      const spoil = run("where", [flags, filled(0, shape), filled(NaN, shape)], {});
      /** Rows with NaN where their index was outside. */
      const spoilt = (x: Handle): Handle => {
        if (!isFloat(x.dtype)) return x;
        const beside = [...shape, ...x.shape.slice(shape.length).map(() => 1)];
        return run("add", [x, run("reshape", [spoil], { shape: beside })], {});
      };
      const safe = inputs.map((input) => (input === indices ? inside : input));
      const output =
        kernel === "scatterAdd"
          ? run(kernel, [spoilt(safe[0]!), safe[1]!], attrs)
          : spoilt(run(kernel, safe, attrs));
      made.splice(made.indexOf(output), 1);
      return output;
    } finally {
      for (const handle of made) backend.free(handle);
    }
  };
}

/** Uploaded integers, which the host need not read back. */
export class Uploads {
  readonly #values = new WeakMap<object, ReturnType<Look>>();

  readonly look = (handle: Handle): ReturnType<Look> => this.#values.get(handle);

  note(handle: Handle, data: NonNullable<ReturnType<Look>>): Handle {
    if (handle.dtype === "int32") this.#values.set(handle, data.slice());
    return handle;
  }
}
