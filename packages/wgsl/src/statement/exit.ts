import { WgslError } from "../wgsl-error.ts";
import type { Block, Clause, FunctionDeclaration, Loop, Statement } from "../read/syntax.ts";

/** The ways a statement may end: continue with the next one, or leave a loop or the function. */
type Ways = ReadonlySet<"next" | "break" | "continue" | "return">;

const onward: Ways = new Set(["next"]);

/** Statements after one that never continues are unreachable and do not count. */
function ofBlock(block: Block): Ways {
  let ways = onward;
  for (const statement of block) {
    if (!ways.has("next")) break;
    ways = new Set([...[...ways].filter((way) => way !== "next"), ...ofStatement(statement)]);
  }
  return ways;
}

/** The ways a statement may end. */
export function ofStatement(statement: Statement): Ways {
  switch (statement.kind) {
    case "block":
      return ofBlock(statement.body);
    case "if":
      return new Set([...ofBlock(statement.body), ...ofBlock(statement.otherwise)]);
    case "loop":
      return ofLoop(statement);
    case "switch":
      return ofSwitch(statement.clauses);
    case "break":
    case "continue":
    case "return":
      return new Set([statement.kind]);
    case "assert":
    case "assign":
    case "call":
    case "declare":
      return onward;
  }
}

/** A `break` leaves the switch and continues after it. */
function ofSwitch(clauses: readonly Clause[]): Ways {
  const inside = clauses.flatMap(({ body }) => [...ofBlock(body)]);
  return new Set(inside.map((way) => (way === "break" ? "next" : way)));
}

function ofLoop({ condition, body, continuing, until, line }: Loop): Ways {
  const inside = ofBlock(body);
  // Nothing leaves from there, but its loops must have an exit.
  ofBlock(continuing);
  const left: Ways = inside.has("return") ? new Set(["return"]) : new Set();
  if (condition !== null || until !== null || inside.has("break")) return new Set([...left, "next"]);
  if (left.size > 0) return left;
  throw new WgslError(
    "endless-loop",
    {
      en: "this loop never ends; add a condition or a break",
      zh: "这个循环没有出口，请加上循环条件，或写一个 break",
    },
    line,
  );
}

/**
 * Refuses loops without an exit, and functions that may end without returning their value. Like WGSL compilers, it
 * looks at statements, not at the values of conditions: code after `while (true) { … }` counts as reachable.
 *
 * @see WebGPU Shading Language, W3C, section 9.9, Statements Behavior Analysis.
 */
export function checkExits({ name, result, body, line }: FunctionDeclaration): void {
  const ways = ofBlock(body);
  if (result === null || !ways.has("next")) return;
  throw new WgslError(
    "missing-return",
    {
      en: `${name} must return ${result.name} on every path, but one path ends without it; add a return at the end`,
      zh: `${name} 的每条路径都要返回 ${result.name}，而有一条没有返回，请在末尾写上 return`,
    },
    line,
  );
}
