import { WgslError } from "../wgsl-error.ts";
import { attribute } from "./attribute.ts";
import { numberIn } from "./attribute-number.ts";
import type { Context } from "./context.ts";

/** The numbers of overrides are small and unique. */
export function checkOverrides(context: Context): void {
  const known = new Set<number>();
  for (const { how, attributes, line } of context.module.constants) {
    const id = attribute(attributes, "id");
    if (id === undefined || how !== "override") continue;
    const number = numberIn(context, id) ?? -1;
    if (number > 65_535 || known.has(number)) {
      throw new WgslError(
        "override-id",
        {
          en: `@id(${number}): each override needs a unique number from 0 to 65535`,
          zh: `@id(${number})：每个 override 的编号必须不同，从 0 到 65535`,
        },
        line,
      );
    }
    known.add(number);
  }
}
