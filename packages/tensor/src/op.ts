import { checkChoice } from "./check-choice.ts";
import { checkForm, type Form } from "./check-form.ts";
import { givenArguments } from "./arguments.ts";
import { contractOf } from "./dtype-contract.ts";
import type { AnyDef, Arguments, OpDef } from "./op-def.ts";
import { lift } from "./operands.ts";
import { record, unrecorded } from "./recorder.ts";
import { shapeOfResult } from "./result-shape.ts";
import { checkRoom } from "./room.ts";
import { tidy } from "./scope.ts";
import { takings } from "./taking.ts";
import type { Tensor } from "./tensor.ts";

/**
 * An operation as users call it: operands, then attributes. It is an ordinary function, so `[x, y].reduce(add)`,
 * `xs.map(relu)` and `treeMap(add, a, b)` work. Its `def` property holds its definition.
 */
export type Op<I extends readonly string[], A = undefined> = ((...args: Arguments<I, A>) => Tensor) & {
  readonly def: OpDef<I, A>;
};

/**
 * Makes an operation from its definition: the only way to make one.
 *
 * @throws KindError, on calling, when an operand is neither a tensor nor a number, operands live on different backends,
 *   or more arguments are given than the operation has; DTypeError when operands that must agree in dtype do not, or an
 *   index is floating; and anything that `shape` and `forward` throw.
 * @example
 * ```ts
 * import { mul, normal, op, type Op, run } from "@downhill/tensor";
 * const exp: Op<["x"]> = op({
 *   name: "exp",
 *   inputs: ["x"],
 *   tex: String.raw`e^{x}`,
 *   shape: ([x]) => x,
 *   forward: ({ x }) => run("exp", [x], {}),
 *   vjp: { x: (ct, { y }) => mul(ct, y) },
 *   domain: (key) => [[normal(key, [2, 3])]],
 * });
 * ```
 */
export function op<const I extends readonly string[], A = undefined>(def: OpDef<I, A>): Op<I, A>;
export function op(def: AnyDef): unknown {
  checkForm("op", "def", def, definition);
  const contract = contractOf(def);
  for (const taking of contract.takings as readonly unknown[])
    checkChoice("op", "takes", taking ?? null, takings);
  const call = (...args: readonly unknown[]): Tensor => {
    const { operands, attrs } = givenArguments(def, args);
    const inputs = lift(def.name, operands, contract.takings);
    const shape = shapeOfResult(def, inputs, attrs);
    checkRoom(def.name, shape, inputs[0]!.dtype, inputs[0]!.backend);
    const output = unrecorded(() =>
      tidy(def.name, () =>
        contract.around(inputs, (taken) => {
          const named = Object.fromEntries(def.inputs.map((name, i) => [name, taken[i]!]));
          return def.forward(named, attrs);
        }),
      ),
    );
    record({ op: def, inputs, attrs, output });
    return output;
  };
  return Object.assign(Object.defineProperty(call, "name", { value: def.name }), { def });
}

const definition: Form = {
  name: "text",
  inputs: ["text"],
  tex: "text",
  shape: "function",
  forward: "function",
  vjp: "record",
  domain: "function",
  options: "list?",
  attribute: "text?",
  gives: "text?",
};
