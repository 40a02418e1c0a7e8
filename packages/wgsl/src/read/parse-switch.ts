import { checkAttributes } from "../program/attribute.ts";
import { attributesOf } from "./parse-attributes.ts";
import { expression } from "./parse-expression.ts";
import type { Reader } from "./reader.ts";
import type { Block, Clause, Expression, Statement } from "./syntax.ts";

type ReadBlock = (reader: Reader) => Block;

/** `switch … { case 1, 2: { … } default: { … } }` */
export function switchStatement(reader: Reader, block: ReadBlock): Statement {
  const { line } = reader.take();
  const selector = expression(reader);
  checkAttributes(attributesOf(reader), "block");
  const clauses: Clause[] = [];
  reader.expect("{");
  while (!reader.sees("}")) clauses.push(clause(reader, block));
  reader.expect("}");
  return { kind: "switch", selector, clauses, line };
}

/** `case 1, 2: { … }` or `default { … }`; the colon is optional. */
function clause(reader: Reader, block: ReadBlock): Clause {
  const { line } = reader.next;
  const selectors: (Expression | "default")[] = [];
  if (reader.skips("default")) selectors.push("default");
  else {
    if (!reader.skips("case")) throw reader.missing({ en: '"case" or "default"', zh: '"case" 或 "default"' });
    do selectors.push(reader.skips("default") ? "default" : expression(reader));
    while (reader.skips(",") && !reader.sees(":") && !reader.sees("{"));
  }
  reader.skips(":");
  return { selectors, body: block(reader), line };
}
