import { KindError } from "../kind-error.ts";
import { op, type Op, type OpDef } from "../op.ts";
import { Tensor } from "../tensor.ts";

/** The axis to join along: the first unless named. */
export interface Along {
  readonly axis?: number;
}

/** An operation on any number of tensors, with its attributes last. The definition that hangs on it is that of two. */
export type VariadicOp<A> = ((
  ...args: readonly [Tensor, ...Tensor[]] | readonly [...Tensor[], A]
) => Tensor) & {
  readonly def: OpDef<readonly ["x0", "x1"], A | undefined>;
};

/** What a variadic operation says once for every number of inputs, which are called x0, x1, … */
export type Family<A> = (inputs: readonly string[]) => OpDef<readonly string[], A | undefined>;

/**
 * Makes an operation on any number of tensors. Each number is an operation of its own, made when it is first met, so
 * that the tape sees inputs with names as everywhere.
 */
export function variadic<A>(family: Family<A>): VariadicOp<A> {
  const members = new Map<number, Op<readonly string[], A | undefined>>();
  const member = (count: number) => {
    const known = members.get(count);
    if (known !== undefined) return known;
    const made = op(family(Array.from({ length: count }, (_, i) => `x${i}`)));
    members.set(count, made);
    return made;
  };
  const { def } = member(2);
  const call = (...args: readonly unknown[]): Tensor => {
    const last = args.at(-1);
    const attrs = last instanceof Tensor ? [] : [last as A];
    const tensors = args.slice(0, args.length - attrs.length) as Tensor[];
    if (tensors.length === 0 || typeof last !== "object") {
      throw new KindError("not-a-tensor", {
        en: `${def.name}: give it tensors, then { axis }: ${def.name}(a, b, { axis: 0 })`,
        zh: `${def.name}：请先给出张量，再给出 { axis }：${def.name}(a, b, { axis: 0 })`,
      });
    }
    return member(tensors.length)(...tensors, ...(attrs as [A]));
  };
  return Object.assign(Object.defineProperty(call, "name", { value: def.name }), {
    def,
  }) as unknown as VariadicOp<A>;
}
