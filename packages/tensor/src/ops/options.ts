import { KindError } from "../kindError.ts";
import { written } from "../written.ts";

/** @throws KindError where a bare value stands in place of options, which have names. */
export function checkOptions(op: string, name: string, options: object | undefined): void {
  const value: unknown = options;
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
  const given = written(value);
  throw new KindError(
    `${op}: ${given} stands where an option belongs; give it by its name, { ${name}: ${given} }`,
    `${op}：${given} 写在了选项的位置；选项要写出名字：{ ${name}: ${given} }`,
  );
}
