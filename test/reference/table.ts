import { layersAndRegularizers } from "./layers.ts";
import { ops } from "./ops.ts";
import { optimizers } from "./optimizers.ts";
import { type Kind, kinds, type Row } from "./row.ts";
import { schedules } from "./schedules.ts";

/** Measures everything in the table; takes half a minute. */
export async function measured(): Promise<Row[]> {
  const rows = [
    ...(await ops()),
    ...(await layersAndRegularizers()),
    ...(await optimizers()),
    ...schedules(),
  ];
  const place = (kind: Kind) => kinds.indexOf(kind);
  return rows.toSorted((a, b) => place(a.kind) - place(b.kind));
}
