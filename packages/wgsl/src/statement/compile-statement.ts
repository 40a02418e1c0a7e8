import { WgslError } from "../wgsl-error.ts";
import type { Statement } from "../read/syntax.ts";
import { assign } from "./assignment.ts";
import { block } from "./block.ts";
import { callStatement } from "./call-statement.ts";
import { checkAssertion } from "./assertion.ts";
import { conditional } from "./conditional.ts";
import { declare } from "./declare.ts";
import { leave } from "./leave.ts";
import { loop } from "./loop.ts";
import { nothing, type Run } from "./outcome.ts";
import type { Place } from "./place.ts";
import { choice } from "./switch.ts";

/** A statement, ready to run. */
export function compileStatement(place: Place, node: Statement): Run {
  const { context } = place;
  switch (node.kind) {
    case "declare":
      return declare(context, node);
    case "assert":
      checkAssertion(context, node);
      return nothing;
    case "assign":
      return assign(context, node);
    case "call":
      return callStatement(context, node.call);
    case "if":
      return conditional(place, node);
    case "switch":
      return choice(place, node);
    case "loop":
      return loop(place, node);
    case "block":
      return block(place, node.body);
    case "break":
    case "continue":
      return jump(place, node.kind, node.line);
    case "return":
      return leave(place, node);
  }
}

function jump({ breaks, continues }: Place, kind: "break" | "continue", line: number): Run {
  if (breaks === "continuing") {
    throw new WgslError(
      "misplaced-statement",
      {
        en: `${kind} cannot leave continuing; write break if …; at its end`,
        zh: `${kind} 不能离开 continuing，请在它的末尾写 break if …;`,
      },
      line,
    );
  }
  if (kind === "break" ? breaks !== null : continues) return () => kind;
  throw new WgslError(
    "misplaced-statement",
    { en: `${kind} belongs in a loop`, zh: `${kind} 只能用在循环里` },
    line,
  );
}
