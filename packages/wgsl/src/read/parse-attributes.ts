import { arguments_ } from "./parse-expression.ts";
import type { Reader } from "./reader.ts";
import type { Attribute, Expression } from "./syntax.ts";

/** Reserved words that are also attribute names. */
const reserved = ["diagnostic"];

/** All attributes here: `@group(0) @binding(1)`. */
export function attributesOf(reader: Reader): readonly Attribute[] {
  const attributes: Attribute[] = [];
  while (reader.skips("@")) {
    const { text: name, line } = reserved.includes(reader.next.text)
      ? reader.take()
      : reader.name({ en: "an attribute's name", zh: "属性名" });
    attributes.push({ name, args: reader.sees("(") ? argumentsOf(reader, name) : null, line });
  }
  return attributes;
}

/** A diagnostic's severity and rule are names, which may contain a point, not values. */
function argumentsOf(reader: Reader, name: string): readonly Expression[] {
  return name === "diagnostic" ? diagnosticControl(reader) : arguments_(reader);
}

/** `(off, derivative_uniformity)` */
export function diagnosticControl(reader: Reader): readonly Expression[] {
  const args: Expression[] = [];
  reader.expect("(");
  do {
    const { text, line } = reader.name({ en: "a rule's name", zh: "规则名" });
    const more = reader.skips(".") ? `.${reader.name({ en: "a rule's name", zh: "规则名" }).text}` : "";
    args.push({ kind: "name", name: text + more, templates: null, line });
  } while (reader.skips(",") && !reader.sees(")"));
  reader.expect(")");
  return args;
}
