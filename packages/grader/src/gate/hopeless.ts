import type { LabCard } from "../lab/card.ts";

/** Learner's files that must score nothing, whatever the lab. */
export function hopeless(card: LabCard): Readonly<Record<string, string>> {
  const names = card.tasks.flatMap(({ writes }) => writes);
  const all = (value: string): string =>
    names.map((name) => `export const ${name} = () => ${value};`).join("\n");
  return {
    "a syntax error": "export const broken = ;\n",
    "an empty file": "",
    "no exports": "export {};\n",
    "undefined everywhere": all("undefined"),
    "NaN everywhere": all("NaN"),
    "an empty list everywhere": all("[]"),
    "an empty object everywhere": all("({})"),
    "zero everywhere": all("0"),
    "true everywhere": all("true"),
    "a promise everywhere": all("Promise.resolve(0)"),
    "a proxy everywhere": all("new Proxy(() => 0, { get: () => 0 })"),
    "a thrown error everywhere": all('{ throw new RangeError("learning rate"); }'),
    "its own arguments back": names
      .map((name) => `export const ${name} = (...all) => all[all.length - 1];`)
      .join("\n"),
    "leaves the process": "process.exit(0);\n",
  };
}
