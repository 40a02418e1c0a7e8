import { readFileSync } from "node:fs";
import path from "node:path";
import { exportedAs } from "./export.ts";

/** An export of a package: its formula and its code, taken from the source. */
export interface Listing {
  /** The file, relative to the repository. */
  readonly file: string;
  /** The number of the code's first line there. */
  readonly line: number;
  /** The displayed formula of its doc block, or else that of the reference's table. */
  readonly tex: string;
  readonly code: readonly string[];
  /** The exports of its kind, whose letters mean the same. */
  readonly kin: readonly string[];
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly tex: readonly string[];
}

const kindsOf: Readonly<Record<string, readonly string[]>> = {
  tensor: ["op"],
  nn: ["layer", "loss"],
  optimizers: ["optimizer"],
  schedules: ["schedule"],
  regularizers: ["regularizer"],
};

let table: readonly Row[] | undefined;

/** The rows of the reference's table that a package exports. */
function rowsOf(root: string, owner: string): readonly Row[] {
  const file = path.join(root, "docs/reference/reference.json");
  table ??= JSON.parse(readFileSync(file, "utf8")) as readonly Row[];
  return table.filter(({ kind }) => kindsOf[owner]?.includes(kind));
}

/**
 * What a package exports under a name.
 *
 * @throws {Error} If no file of the package exports it, or neither its doc block nor the table has a formula.
 */
export function listingOf(root: string, what: string): Listing {
  const { file, line, doc, code } = exportedAs(root, what);
  const [owner = "", name = ""] = what.replace("@downhill/", "").split("#");
  const rows = rowsOf(root, owner);
  const row = rows.find((each) => each.name === name);
  const tex = /\$\$([^]+?)\$\$/.exec(doc)?.[1] ?? row?.tex[0];
  if (tex === undefined) throw new Error(`The doc block of ${what} in ${file} displays no formula.`);
  const kin = rows.filter(({ kind }) => kind === row?.kind).map((each) => each.name);
  return { file, line, tex: tex.trim().replace(/[.,]$/, ""), code, kin };
}
