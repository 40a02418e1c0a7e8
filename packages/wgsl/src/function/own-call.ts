import { WgslError } from "../wgsl-error.ts";
import { type CompiledFunction, type Context, lookUp, type Parameter } from "../program/context.ts";
import type { Call, Expression } from "../read/syntax.ts";
import type { Pausing } from "../statement/outcome.ts";
import { isSame, nameOfType } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { operand, value } from "../value/expression.ts";
import { atOnce, putAside } from "../value/in-order.ts";
import { held } from "../value/store.ts";
import { type Reference, running, runningParts, type Value } from "../value/value.ts";
import { givesNothing, isNoFunction } from "./call-error.ts";
import { expectArguments } from "./expect-arguments.ts";

/** A call of one of the program's own functions, with its arguments stored. */
export interface Prepared {
  readonly run: () => void;
  /** How it runs if it or its arguments contain a barrier. */
  readonly pausing: Pausing | undefined;
  readonly called: CompiledFunction;
}

/** Such a call as a value. */
export function ownCall(context: Context, { callee, args, line }: Call): Value {
  const prepared = prepareCall(context, callee.name, args, line);
  const { run, pausing, called } = prepared;
  if (called.result === null) throw givesNothing(callee.name, line);
  const { machine } = context;
  if (pausing !== undefined) {
    const result = runningParts(called.result, () => machine.result, pausing);
    const { keep, value: kept } = putAside(context, result);
    return { ...kept, before: keep };
  }
  const parts = (): ArrayLike<number> => {
    run();
    return machine.result;
  };
  if (called.result.kind === "scalar") return running(called.result.name, () => parts()[0]!);
  return runningParts(called.result, parts);
}

export function prepareCall(
  context: Context,
  name: string,
  args: readonly Expression[],
  line: number,
): Prepared {
  if (lookUp(context, name) !== undefined) throw isNoFunction(name, line);
  const called = context.functionOf(name, line)!;
  for (const each of called.uses) context.uses.add(each);
  expectArguments(name, called.parameters.length, args.length, line);
  const given = called.parameters.map((parameter, i) => argument(context, parameter, args[i]!));
  checkAliases(context, called, given, line);
  const enter = entrance(context, given);
  const { run, pausing } = called;
  return {
    called,
    run() {
      enter();
      run();
    },
    pausing:
      pausing &&
      function* () {
        enter();
        yield* pausing();
      },
  };
}

/** Two pointers to one variable, or a pointer and the variable itself, must not write to it. */
function checkAliases(
  { touched }: Context,
  { touched: inside }: CompiledFunction,
  given: readonly Argument[],
  line: number,
): void {
  const seen = new Map<object, boolean>();
  for (const { parameter, to } of given) {
    if (to === undefined) continue;
    const isWritten = inside.writes.has(parameter.root);
    const isUsed = isWritten || inside.reads.has(parameter.root);
    const other = seen.get(to.root);
    const isWrittenBeside = inside.writes.has(to.root) && isUsed;
    const isReadBeside = inside.reads.has(to.root) && isWritten;
    if ((other !== undefined && (other || isWritten)) || isWrittenBeside || isReadBeside)
      throw aliased(to.path, line);
    seen.set(to.root, isWritten);
    if (isWritten) touched.writes.add(to.root);
    if (isUsed) touched.reads.add(to.root);
  }
  for (const kind of ["reads", "writes"] as const) for (const each of inside[kind]) touched[kind].add(each);
}

const aliased = (path: string, line: number): WgslError =>
  new WgslError(
    "aliasing",
    {
      en: `the function would access ${path} in two ways and writes to it; pass copies, or a single pointer`,
      zh: `这个函数会从两条路径访问 ${path}，并且会写它；请传副本，或只传一个指针`,
    },
    line,
  );

/** What a call passes: numbers, or the target of a pointer. */
interface Argument {
  readonly parameter: Parameter;
  readonly value?: Value;
  readonly to?: Reference;
  readonly find?: () => void;
}

function argument(context: Context, parameter: Parameter, node: Expression): Argument {
  const { type } = parameter;
  if (type.kind !== "pointer")
    return { parameter, value: atOnce(as(value(context, node), type, node.line), node.line) };
  const given = operand(context, node);
  const to = given.kind === "pointer" ? given.to : undefined;
  if (to === undefined || to.space !== type.space || to.rights !== type.rights || !isSame(to.type, type.to)) {
    throw new WgslError(
      "type-mismatch",
      {
        en: `${nameOfType(type)} is expected here; pass the address of such a variable: &x`,
        zh: `这里需要 ${nameOfType(type)}，请给出这种变量的地址：&x`,
      },
      node.line,
    );
  }
  const { find, held: there } = held(context, to);
  return { parameter, to: there, find };
}

/** Stores all arguments in the function's parameters; all are computed first, because they may call the function. */
function entrance({ machine }: Context, given: readonly Argument[]): () => void {
  const computes = given.map(({ value, to, find }) => {
    if (value !== undefined) return value.parts;
    return (): ArrayLike<number> => {
      find!();
      const { place } = to!;
      if (place.store === "memory") return [place.word("read")];
      const at = place.offset === undefined ? 0 : place.offset("read");
      // Outside its variable a pointer has no target.
      return [at < 0 ? -1 : place.slot + at];
    };
  });
  const single = given.length === 1 ? given[0]! : undefined;
  if (single?.value?.type.kind === "scalar") {
    const { at } = single.value;
    const { slot } = single.parameter;
    return () => (machine.slots[slot] = at());
  }
  return () => {
    const numbers = computes.map((compute) => compute());
    given.forEach(({ parameter, to }, i) => {
      machine.slots.set(numbers[i]!, parameter.slot);
      if (parameter.buffer !== undefined && to?.place.store === "memory")
        parameter.buffer.memory = to.place.buffer.memory;
    });
  };
}
