import { withoutPosition } from "../arguments.ts";
import { KindError } from "../kind-error.ts";
import { op, type Op } from "../op.ts";
import type { OpDef } from "../op-def.ts";
import { Tensor } from "../tensor.ts";

/** The axis to join along: by default the first. */
export interface Along {
  readonly axis?: number;
}

/** An operation on any number of tensors, with its attributes last. Its `def` property holds the definition for two. */
export type VariadicOp = ((
  ...args: readonly [Tensor, ...Tensor[]] | readonly [...Tensor[], Along]
) => Tensor) & { readonly def: Member };

/** The definition for one number of inputs, which are called x0, x1, … */
export type Member = OpDef<readonly string[], Along | undefined>;

/**
 * Makes an operation on any number of tensors. Each number is a separate operation, made on first use, so
 * the tape sees named inputs as with every other operation.
 */
export function variadic(family: (inputs: readonly string[]) => Member): VariadicOp {
  const members = new Map<number, Op<readonly string[], Along | undefined>>();
  const member = (count: number) => {
    const known = members.get(count);
    if (known !== undefined) return known;
    const made = op(family(Array.from({ length: count }, (_, i) => `x${i}`)));
    members.set(count, made);
    return made;
  };
  const { def } = member(2);
  const call = (...given: readonly (Tensor | Along)[]): Tensor => {
    const args = withoutPosition(given);
    const last = args.at(-1);
    const tensors = (last instanceof Tensor ? args : args.slice(0, -1)) as readonly Tensor[];
    if (tensors.length === 0 || typeof last !== "object") {
      throw new KindError("not-a-tensor", {
        en: `${def.name}: give it tensors, then { axis }: ${def.name}(a, b, { axis: 0 })`,
        zh: `${def.name}：请先给出张量，再给出 { axis }：${def.name}(a, b, { axis: 0 })`,
      });
    }
    const of = member(tensors.length);
    return last instanceof Tensor ? of(...tensors) : of(...tensors, last);
  };
  return Object.assign(Object.defineProperty(call, "name", { value: def.name }), { def });
}
