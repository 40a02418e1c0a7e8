import { WgslError } from "../wgsl-error.ts";
import type { Clause, Statement } from "../read/syntax.ts";
import { concrete, common } from "../type/convert.ts";
import { isInteger, nameOfType, type Type } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import type { Value } from "../value/value.ts";
import { after } from "./after.ts";
import { nothing, type Outcome, pausing, type Run, stepsOf } from "./outcome.ts";
import { block } from "./block.ts";
import type { Place } from "./place.ts";

/** `switch (…) { case 1, 2: { … } default: { … } }` */
export function choice(place: Place, { selector, clauses, line }: Statement & { kind: "switch" }): Run {
  const { context } = place;
  const given = value(context, selector);
  const cases = clauses.map(({ selectors }) =>
    selectors.flatMap((each) => (each === "default" ? [] : value(context, each))),
  );
  const type = typeOfAll([given, ...cases.flat()], line);
  checkDefault(clauses, line);
  const runs = clauses.map(({ body }) => block({ ...place, breaks: "switch" }, body));
  const chosen = table(cases, type, runs, line);
  const fallback = runs[clauses.findIndex(({ selectors }) => selectors.includes("default"))] ?? nothing;
  const selected = as(given, type, line);
  const { at } = selected;
  const pick = (): Run => chosen.get(at()) ?? fallback;
  if (runs.every((run) => run.pausing === undefined)) return after(selected, () => left(pick()()));
  return after(
    selected,
    pausing(function* () {
      return left(yield* stepsOf(pick()));
    }),
  );
}

/** `break` leaves the switch, not the loop around it. */
const left = (outcome: Outcome): Outcome => (outcome === "break" ? "next" : outcome);

/** The common type of the selector and the cases. */
function typeOfAll(values: readonly Value[], line: number): Type {
  const type = common(values.map((each) => each.type));
  if (type?.kind === "scalar" && isInteger(type.name)) return concrete(type);
  const types = [...new Set(values.map((each) => nameOfType(each.type)))].join(", ");
  throw new WgslError(
    "type-mismatch",
    {
      en: `a switch needs integers of one type, but these are ${types}`,
      zh: `switch 只能在同一种整数类型中选择，而这里是 ${types}`,
    },
    line,
  );
}

function checkDefault(clauses: readonly Clause[], line: number): void {
  const count = clauses.flatMap(({ selectors }) => selectors.filter((each) => each === "default")).length;
  if (count === 1) return;
  throw new WgslError(
    "switch-default",
    {
      en:
        count === 0
          ? "a switch needs a default; add default: { }"
          : "a switch can have only one default; remove the other",
      zh:
        count === 0 ? "switch 需要 default，请加上 default: { }" : "switch 只能有一个 default，请删去另一个",
    },
    line,
  );
}

function table(
  cases: readonly (readonly Value[])[],
  type: Type,
  runs: readonly Run[],
  line: number,
): ReadonlyMap<number, Run> {
  const chosen = new Map<number, Run>();
  for (const [i, values] of cases.entries())
    for (const each of values) {
      if (each.stage !== "const") throw notKnown(line);
      const number = as(each, type, line).at();
      if (chosen.has(number)) throw twice(number, line);
      chosen.set(number, runs[i]!);
    }
  return chosen;
}

const notKnown = (line: number): WgslError =>
  new WgslError(
    "not-constant",
    {
      en: "the value of a case must be known at compile time; write a number or a const",
      zh: "case 的值必须事先已知，请写数或 const",
    },
    line,
  );

const twice = (number: number, line: number): WgslError =>
  new WgslError(
    "duplicate",
    { en: `case ${number} is repeated here; remove one`, zh: `case ${number} 写了两次，请删去一个` },
    line,
  );
