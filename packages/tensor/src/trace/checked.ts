import type { Backend, Handle } from "../backend.ts";
import { meant } from "../meant.ts";
import { KindError } from "../kind-error.ts";
import { sameShape, showShape } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { paths } from "../tree.ts";
import type { Graph } from "./graph.ts";
import type { HostNumbers } from "./host-value.ts";

/** The inputs of a replay: its tensors by the ids of their values, and its numbers by their paths. */
export interface Checked {
  readonly tensors: ReadonlyMap<number, Tensor>;
  readonly numbers: HostNumbers;
}

const show = ({ shape, dtype }: Handle): string => `${showShape(shape)} ${dtype}`;

/** @throws KindError when the inputs differ from those traced; names each path. */
export function checked({ inputs, numbers }: Graph, backend: Backend, given: object): Checked {
  const leaves = new Map(paths<unknown>(given));
  const wanted = inputs.filter(({ computed }) => computed === undefined);
  const known = new Set([...wanted.map(({ path }) => path), ...numbers]);
  const faults = [...leaves.keys()]
    .filter((path) => !known.has(path))
    .map((path) => {
      const near = meant(
        path,
        [...known].filter((name) => !leaves.has(name)),
      );
      return near === undefined
        ? { en: `"${path}" is not one`, zh: `"${path}" 不是输入` }
        : {
            en: `"${path}" is not one (did you mean ${near}?)`,
            zh: `"${path}" 不是输入（是否想写 ${near}？）`,
          };
    });
  const missing = (path: string) => ({ en: `"${path}" is missing`, zh: `缺少 "${path}"` });
  for (const path of numbers) {
    if (!leaves.has(path)) faults.push(missing(path));
    else if (typeof leaves.get(path) !== "number")
      faults.push({ en: `"${path}" was a number`, zh: `"${path}" 原来是数` });
  }
  for (const input of wanted) {
    const { path } = input;
    const leaf = leaves.get(path);
    if (leaf === undefined) faults.push(missing(path));
    else if (!(leaf instanceof Tensor))
      faults.push({ en: `"${path}" was a tensor ${show(input)}`, zh: `"${path}" 原来是张量 ${show(input)}` });
    else if (!sameShape(leaf.shape, input.shape) || leaf.dtype !== input.dtype)
      faults.push({
        en: `"${path}" is ${show(leaf)} and was ${show(input)}`,
        zh: `"${path}" 是 ${show(leaf)}，原来是 ${show(input)}`,
      });
    else if (leaf.backend !== backend)
      faults.push({
        en: `"${path}" lives on ${leaf.backend.name}`,
        zh: `"${path}" 在 ${leaf.backend.name} 上`,
      });
  }
  if (faults.length > 0) {
    const [shown, more] = [faults.slice(0, 5), faults.length - 5];
    throw new KindError("input-mismatch", {
      en: `replay: the inputs differ from those traced: ${shown.map(({ en }) => en).join(", ")}${more > 0 ? `, and ${more} more` : ""}; give the same tree with the same shapes and dtypes, on ${backend.name}`,
      zh: `replay：输入与追踪时的不同：${shown.map(({ zh }) => zh).join("，")}${more > 0 ? `，另有 ${more} 处` : ""}；请给出结构、形状和 dtype 都相同的树，并放在 ${backend.name} 上`,
    });
  }
  return {
    tensors: new Map(wanted.map(({ id, path }) => [id, leaves.get(path) as Tensor])),
    numbers: Object.fromEntries(numbers.map((path) => [path, leaves.get(path) as number])),
  };
}
