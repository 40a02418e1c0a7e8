import { expect, test } from "vitest";
import { ops, reference, tidy } from "../index.ts";
import type { AnyOp } from "../op-def.ts";
import { key } from "../random.ts";
import { Tensor } from "../tensor.ts";
import { replay } from "./replay.ts";
import { trace } from "./trace.ts";

type Applied = ((...args: readonly unknown[]) => Tensor) & { readonly def: AnyOp };
const table = Object.entries(ops as unknown as Readonly<Record<string, Applied>>);
type Inputs = Readonly<Record<string, Tensor>>;

/** The tensors among a sample's arguments, by the names of the inputs. */
const inputsOf = (op: Applied, args: readonly unknown[]): Inputs =>
  Object.fromEntries(
    op.def.inputs.flatMap((name, i) => (args[i] instanceof Tensor ? [[name, args[i]]] : [])),
  );

// Some operations make their own constant, such as a triangle's mask; it must be right for all values, not only the traced
// ones.
test.each(table)("a trace of %s matches the operation for other values too", async (_, op) => {
  const others = op.def.domain(key(9));
  for (const [sample, args] of op.def.domain(key(8)).entries()) {
    const apply = (x: Inputs): Tensor => op(...args.map((arg, i) => x[op.def.inputs[i]!] ?? arg));
    const graph = tidy("trace", () => trace(apply, inputsOf(op, args)));
    const now = inputsOf(op, others[sample]!);
    const [eager, replayed] = [apply(now), replay(graph, reference, now)];
    expect([...(await replayed.data())]).toEqual([...(await eager.data())]);
    expect([replayed.shape, replayed.dtype]).toEqual([eager.shape, eager.dtype]);
  }
});
