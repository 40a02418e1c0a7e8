import type { Statement } from "../read/syntax.ts";
import { scalar } from "../type/type.ts";
import { valueAs } from "../value/expression.ts";
import { after } from "./after.ts";
import { pausing, type Run, stepsOf } from "./outcome.ts";
import { block } from "./block.ts";
import type { Place } from "./place.ts";

/** `if (…) { … } else { … }` */
export function conditional(place: Place, node: Statement & { kind: "if" }): Run {
  const condition = valueAs(place.context, node.condition, scalar("bool"));
  const { at } = condition;
  const [then, otherwise] = [block(place, node.body), block(place, node.otherwise)];
  const isPlain = then.pausing === undefined && otherwise.pausing === undefined;
  const run: Run = isPlain
    ? () => (at() === 1 ? then() : otherwise())
    : pausing(() => stepsOf(at() === 1 ? then : otherwise));
  return after(condition, run);
}
