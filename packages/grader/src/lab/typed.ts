import type { Draw } from "./draw.ts";

/* Numbers and arguments that a learner can type to reproduce a question. */

/** A number between the bounds with three decimals; never −0. */
export const short = (draw: Draw, from: number, to: number): number =>
  Number(draw.uniform(from, to).toFixed(3)) + 0;

/** A list of numbers between the bounds with three decimals. */
export const shorts = (draw: Draw, length: number, from: number, to: number): number[] =>
  draw.list(length, () => short(draw, from, to));

/** A value as it is typed in a program: `{ learningRate: 0.1, v: [1, -2] }`. */
export const typed = (value: unknown): string =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
    ? `[${Array.from(value as ArrayLike<unknown>, typed).join(", ")}]`
    : typeof value === "object" && value !== null
      ? `{ ${Object.entries(value)
          .map(([name, each]) => `${name}: ${typed(each)}`)
          .join(", ")} }`
      : typeof value === "string"
        ? JSON.stringify(value)
        : Object.is(value, -0)
          ? "-0"
          : String(value);
