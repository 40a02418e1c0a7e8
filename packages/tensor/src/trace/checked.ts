import type { Backend, Handle } from "../backend.ts";
import type { HostNumbers } from "../deferred.ts";
import { sameShape, showShape } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { paths } from "../tree.ts";
import type { Graph } from "./graph.ts";

/** The inputs of a replay: its tensors by the ids of the values they are, and its numbers by their paths. */
export interface Checked {
  readonly tensors: ReadonlyMap<number, Tensor>;
  readonly numbers: HostNumbers;
}

const show = ({ shape, dtype }: Handle): string => `${showShape(shape)} ${dtype}`;

/** @throws TypeError when the inputs differ from those traced; names each path. */
export function checked({ inputs, numbers }: Graph, backend: Backend, given: object): Checked {
  const leaves = new Map(paths<unknown>(given));
  const wanted = inputs.filter(({ value }) => value === undefined);
  const known = new Set([...wanted.map(({ path }) => path), ...numbers]);
  const faults = [...leaves.keys()].filter((path) => !known.has(path)).map((path) => `"${path}" is not one`);
  for (const path of numbers) {
    if (!leaves.has(path)) faults.push(`"${path}" is missing`);
    else if (typeof leaves.get(path) !== "number") faults.push(`"${path}" was a number`);
  }
  for (const input of wanted) {
    const leaf = leaves.get(input.path);
    if (leaf === undefined) faults.push(`"${input.path}" is missing`);
    else if (!(leaf instanceof Tensor)) faults.push(`"${input.path}" was a tensor ${show(input)}`);
    else if (!sameShape(leaf.shape, input.shape) || leaf.dtype !== input.dtype)
      faults.push(`"${input.path}" is ${show(leaf)} and was ${show(input)}`);
    else if (leaf.backend !== backend) faults.push(`"${input.path}" lives on ${leaf.backend.name}`);
  }
  if (faults.length > 0) {
    const [shown, more] = [faults.slice(0, 5).join(", "), faults.length - 5];
    throw new TypeError(
      `replay: the inputs differ from those traced: ${shown}${more > 0 ? `, and ${more} more` : ""}; give the same tree with the same shapes and dtypes, on ${backend.name}`,
    );
  }
  return {
    tensors: new Map(wanted.map(({ id, path }) => [id, leaves.get(path) as Tensor])),
    numbers: Object.fromEntries(numbers.map((path) => [path, leaves.get(path) as number])),
  };
}
