import { format } from "node:util";
import { Tensor } from "@downhill/tensor";
import { expect } from "vitest";
import { type Literal, literals } from "./literal.ts";

let compared = 0;
/** How many values of examples were compared so far. */
export const comparisons = (): number => compared;

/** Compares what an example gave with the comment behind it, when that is a value and not prose. */
export async function check(values: readonly unknown[], comment: string): Promise<void> {
  const shapes = /^shapes? /.exec(comment)?.[0] ?? "";
  const said = literals(comment.slice(shapes.length), values.length);
  if (said === undefined) return;
  compared++;
  const plain = await Promise.all(values.map((value) => plainly(value, shapes !== "")));
  const [first] = plain;
  const named =
    said.path === undefined ? undefined : (first as Record<string, unknown> | undefined)?.[said.path];
  const actual = named === undefined ? plain : [named];
  expect(
    agrees(actual, said.values),
    `the comment states ${comment}, but the value is ${format(...actual)}`,
  ).toBe(true);
}

/** Compares what an example prints with the comment behind it, unless that is prose. */
export function checkPrinted(values: readonly unknown[], comment: string): void {
  if (/^[a-z]+ /.test(comment)) return;
  compared++;
  expect(format(...values)).toBe(comment);
}

/** Tensors as nested lists or as their shapes, typed arrays as lists. */
async function plainly(value: unknown, shapes: boolean): Promise<unknown> {
  if (value instanceof Tensor && shapes) return value.shape;
  if (value instanceof Tensor) return nested([...(await value.data())], value.shape);
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)];
  if (Array.isArray(value)) return Promise.all(value.map((each) => plainly(each, shapes)));
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).map(
      async ([key, each]) => [key, await plainly(each, shapes)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
  return value;
}

function nested(values: readonly number[], [length, ...rest]: readonly number[]): unknown {
  if (length === undefined) return values[0];
  const width = rest.reduce((size, each) => size * each, 1);
  return Array.from({ length }, (_, i) => nested(values.slice(i * width, (i + 1) * width), rest));
}

function agrees(actual: unknown, said: Literal): boolean {
  if (said instanceof Array) {
    return (
      Array.isArray(actual) &&
      actual.length === said.length &&
      said.every((each, i) => agrees(actual[i], each))
    );
  }
  if (typeof said === "boolean") return actual === said;
  if (typeof said === "string") {
    const parts = said.split("…");
    return (
      typeof actual === "string" &&
      (parts.length === 1 ? actual === said : parts.every((part) => actual.includes(part.trim())))
    );
  }
  if ("fields" in said) {
    const names = Object.keys(said.fields);
    return (
      typeof actual === "object" &&
      actual !== null &&
      Object.keys(actual).length === names.length &&
      names.every((name) => agrees((actual as Record<string, unknown>)[name], said.fields[name]!))
    );
  }
  const { number, slack } = said as { number: number; slack: number };
  return typeof actual === "number" && Math.abs(actual - number) <= slack;
}
