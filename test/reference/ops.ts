import { ops as table, reference } from "@downhill/tensor";
import { source } from "../ops/cases.ts";
import { differences } from "../ops/differences.ts";
import { names } from "./names.ts";
import type { Row } from "./row.ts";
import { librariesOf } from "./source.ts";

/** The operations: values, and the gradient of every input that has one. */
export async function ops(): Promise<Row[]> {
  const found = await differences(reference);
  return names.op.map((name): Row => {
    const mine = found.filter(({ op }) => op === name).map(({ difference }) => difference);
    const row = { kind: "op", name, tex: [table[name as keyof typeof table].def.tex] } as const;
    if (mine.length === 0) return row;
    return { ...row, oracle: { libraries: librariesOf(source), difference: Math.max(...mine) } };
  });
}
