import { readFileSync } from "node:fs";
import path from "node:path";
import { type Kind, kinds } from "./kinds.ts";

/** A row of docs/reference/reference.json: a formula, and the evidence for it. */
export interface Row {
  readonly kind: Kind;
  readonly name: string;
  readonly tex: readonly string[];
  readonly oracle?: { readonly libraries: readonly string[]; readonly difference: number };
  readonly law?: { readonly tex: string; readonly difference: number };
}

/** The rows of the kinds that have pages. */
export function rowsIn(root: string): readonly Row[] {
  const file = path.join(root, "docs/reference/reference.json");
  const rows = JSON.parse(readFileSync(file, "utf8")) as readonly Row[];
  return rows.filter(({ kind }) => kinds.includes(kind));
}
