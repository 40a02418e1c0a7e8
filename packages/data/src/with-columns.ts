import { marked, type MarkOf } from "./splits/marked.ts";
import { type Column, type Table, tableOf } from "./table.ts";

/** The same rows, with other values in some columns. */
export function withColumns<P extends Table>(
  part: P,
  changed: ReadonlyMap<string, Column>,
): Table & MarkOf<P> {
  const columns = part.names.map((name) => [name, changed.get(name) ?? part.columns[name]!] as const);
  return marked(part, tableOf(columns));
}
