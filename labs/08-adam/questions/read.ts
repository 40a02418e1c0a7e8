import { freed } from "@downhill/grader/questions";
import { Tensor } from "@downhill/tensor";

/* How questions look at what is returned: it can be anything, and a learner's file may have changed anything it could reach. */
const { data, dispose } = Object.getOwnPropertyDescriptors(Tensor.prototype);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Some fields of an answer, its own or a class's getters; missing ones are left out. */
export function fieldsOf(answer: unknown, names: readonly string[]): Record<string, unknown> {
  const fields = isObject(answer) ? (answer as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}

/** A tree with the values of its tensors in their place: a number for a scalar, a list for others. */
export async function read(tree: unknown): Promise<unknown> {
  if (tree instanceof Tensor) {
    if (tree.disposed) return freed;
    const values = [...(await data.value!.call(tree))];
    return tree.shape.length === 0 ? values[0] : values;
  }
  if (tree instanceof Promise) return "a promise";
  if (Array.isArray(tree)) return Promise.all(tree.map(read));
  if (!isObject(tree) || Object.getPrototypeOf(tree) !== Object.prototype) return tree;
  const parts = Object.entries(tree).map(async ([name, part]) => [name, await read(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** All tensors that something holds and that are not freed, including those behind a class's getters. */
export function tensorsIn(holder: unknown, met = new Set<unknown>()): readonly Tensor[] {
  if (!isObject(holder) || met.has(holder)) return [];
  met.add(holder);
  if (holder instanceof Tensor) return holder.disposed ? [] : [holder];
  const above = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(holder) ?? {});
  const getters = Object.keys(above).filter((name) => above[name]?.get !== undefined);
  const names = [...Object.keys(holder), ...getters];
  return names.flatMap((name) => tensorsIn((holder as Readonly<Record<string, unknown>>)[name], met));
}

/** Frees tensors with the package's own functions. */
export const free = (all: readonly Tensor[]): void => all.forEach((each) => dispose.value!.call(each));
