import { running, type Value } from "./value.ts";

type Part = () => number;
type Maker = (a: Part, b: Part) => () => number;

/** The most common operations, without a call for each operator and rounding. */
const makers: Readonly<Partial<Record<string, Readonly<Record<string, Maker>>>>> = {
  f32: {
    "+": (a, b) => () => Math.fround(a() + b()),
    "-": (a, b) => () => Math.fround(a() - b()),
    "*": (a, b) => () => Math.fround(a() * b()),
    "/": (a, b) => () => Math.fround(a() / b()),
  },
  u32: {
    "+": (a, b) => () => (a() + b()) >>> 0,
    "-": (a, b) => () => (a() - b()) >>> 0,
    "*": (a, b) => () => Math.imul(a(), b()) >>> 0,
  },
};

/** `a sign b` of two numbers of one type; `undefined` for less common operations and those that wait at a barrier. */
export function fast(sign: string, a: Value, b: Value): Value | undefined {
  if (a.type.kind !== "scalar" || b.type.kind !== "scalar") return undefined;
  if (a.stage !== "running" && b.stage !== "running") return undefined;
  if (a.before !== undefined || b.before !== undefined) return undefined;
  const make = makers[a.type.name]?.[sign];
  return make && running(a.type.name, make(a.at, b.at));
}
