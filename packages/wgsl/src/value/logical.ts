import { type Context, newSlots } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { scalar } from "../type/type.ts";
import { valueAs } from "./expression.ts";
import { constant, latest, running, type Value } from "./value.ts";
import { ValueError } from "./value-error.ts";

const truth = scalar("bool");

/** `a && b` and `a || b`: b is computed only if a does not decide. */
export function logical(context: Context, sign: "&&" | "||", left: Expression, right: Expression): Value {
  const a = valueAs(context, left, truth);
  const decisive = sign === "&&" ? 0 : 1;
  if (a.known !== undefined && Number(a.known[0]) === decisive) return decided(context, a, right);
  const b = valueAs(context, right, truth);
  const stage = latest([a, b]);
  // Here a does not decide, so b does.
  if (stage !== "running") return constant(truth, b.known!, stage);
  if (b.before !== undefined) return waiting(context, a, b, decisive);
  const [first, second] = [a.at, b.at];
  const both = (): number => (first() === 1 && second() === 1 ? 1 : 0);
  const either = (): number => (first() === 1 || second() === 1 ? 1 : 0);
  return running("bool", sign === "&&" ? both : either, a.before);
}

/** An operand that is never computed only needs correct types: `false && 1 / 0 == 1` is false. */
function decided(context: Context, a: Value, right: Expression): Value {
  try {
    const b = valueAs(context, right, truth);
    return b.stage === "running" ? running("bool", a.at) : constant(truth, a.known!, latest([a, b]));
  } catch (error) {
    if (error instanceof ValueError) return a;
    throw error;
  }
}

/** If the second operand waits at a barrier, it does so only when it is computed. */
function waiting(context: Context, a: Value, b: Value, decisive: number): Value {
  const { machine } = context;
  const slot = newSlots(context, 1);
  return running(
    "bool",
    () => machine.slots[slot]!,
    function* () {
      if (a.before !== undefined) yield* a.before();
      machine.slots[slot] = a.at();
      if (machine.slots[slot] === decisive) return;
      yield* b.before!();
      machine.slots[slot] = b.at();
    },
  );
}
