import { running, type Value } from "./value.ts";

type Part = () => number;
type Maker = (a: Part, b: Part) => () => number;

/** What kernels do most, without a call for each sign and rounding. */
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

/** `a sign b` of two numbers of one type; `undefined` for what is less common, or waits at a barrier. */
export function fast(sign: string, a: Value, b: Value): Value | undefined {
  if (a.type.kind !== "scalar" || b.type.kind !== "scalar") return undefined;
  if (a.stage !== "running" && b.stage !== "running") return undefined;
  if (a.before !== undefined || b.before !== undefined) return undefined;
  const make = makers[a.type.name]?.[sign];
  return make && running(a.type.name, make(a.at, b.at));
}
