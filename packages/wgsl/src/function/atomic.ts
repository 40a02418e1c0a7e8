import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { structOf } from "../type/struct-of.ts";
import { type AtomicType, scalar } from "../type/type.ts";
import { rounded } from "../value/representable.ts";
import { operand, valueAs } from "../value/expression.ts";
import { atOnce } from "../value/in-order.ts";
import { type Reference, running, runningParts, type Value } from "../value/value.ts";
import { expectArguments } from "./expect-arguments.ts";

/** A call of an atomic function: a value, or for `atomicStore` only an effect. */
interface AtomicCall {
  readonly result: Value | undefined;
  readonly run: () => void;
}

type Make = (context: Context, name: string, args: readonly Expression[], line: number) => AtomicCall;

/** The atomic at the given address. */
interface Target {
  readonly type: AtomicType;
  readonly place: Reference["place"] & { store: "memory" };
}

function targetOf(context: Context, name: string, node: Expression, line: number): Target {
  const given = operand(context, node);
  const to = given.kind === "pointer" ? given.to : undefined;
  if (to?.type.kind === "atomic" && to.rights === "read_write" && to.place.store === "memory") {
    context.touched[name === "atomicLoad" ? "reads" : "writes"].add(to.root);
    return { type: to.type, place: to.place };
  }
  throw new WgslError(
    "not-a-pointer",
    {
      en: `${name} takes the address of a writable atomic, such as ${name}(&count, …) of an atomic<u32>`,
      zh: `${name} 需要可写的原子变量的地址，例如 atomic<u32> 的 ${name}(&count, …)`,
    },
    line,
  );
}

const argument = (context: Context, node: Expression, { of }: AtomicType): Value =>
  atOnce(valueAs(context, node, scalar(of)), node.line);

const combine: Readonly<Record<string, (old: number, given: number) => number>> = {
  atomicAdd: (old, given) => old + given,
  atomicSub: (old, given) => old - given,
  atomicMax: (old, given) => Math.max(old, given),
  atomicMin: (old, given) => Math.min(old, given),
  atomicAnd: (old, given) => old & given,
  atomicOr: (old, given) => old | given,
  atomicXor: (old, given) => old ^ given,
  atomicExchange: (_, given) => given,
  atomicStore: (_, given) => given,
};

const changing: Make = (context, name, args, line) => {
  expectArguments(name, 2, args.length, line);
  const { type, place } = targetOf(context, name, args[0]!, line);
  const { at } = argument(context, args[1]!, type);
  const compute = combine[name]!;
  const round = rounded[type.of];
  const run = (): number => {
    const word = place.word("write");
    const given = at();
    return word < 0 ? 0 : place.buffer.memory!.exchange(word, type.of, (old) => round(compute(old, given)));
  };
  return { run, result: name === "atomicStore" ? undefined : running(type.of, run) };
};

const load: Make = (context, name, args, line) => {
  expectArguments(name, 1, args.length, line);
  const { type, place } = targetOf(context, name, args[0]!, line);
  const run = (): number => {
    const word = place.word("read");
    return word < 0 ? 0 : place.buffer.memory!.exchange(word, type.of, () => undefined);
  };
  return { run, result: running(type.of, run) };
};

const compareExchange: Make = (context, name, args, line) => {
  expectArguments(name, 3, args.length, line);
  const { type, place } = targetOf(context, name, args[0]!, line);
  const of = scalar(type.of);
  const [expected, given] = [argument(context, args[1]!, type), argument(context, args[2]!, type)];
  const result = structOf(`__atomic_compare_exchange_result_${type.of}`, [
    { name: "old_value", type: of },
    { name: "exchanged", type: scalar("bool") },
  ]);
  const parts = (): readonly number[] => {
    const word = place.word("write");
    const [wanted, next] = [expected.at(), given.at()];
    if (word < 0) return [0, 0];
    const old = place.buffer.memory!.exchange(word, type.of, (found) =>
      found === wanted ? next : undefined,
    );
    return [old, Number(old === wanted)];
  };
  return { run: parts, result: runningParts(result, parts) };
};

/** The functions that change a number atomically, whatever other invocations do. */
export const atomicFunctions: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(Object.keys(combine).map((name) => [name, changing])),
  atomicLoad: load,
  atomicCompareExchangeWeak: compareExchange,
};
