import type { Backend } from "@downhill/tensor";
import { difference, flat, oracleOf, type Run, upload, walked } from "./oracle.ts";
import type { Row } from "./table.ts";
import { beginAt, type GradientAt, walk } from "./walk.ts";

/**
 * The largest difference from the oracle's run over the first thirty steps and at the hundredth, relative as in
 * {@link difference}.
 */
export async function apart(row: Row, run: Run, backend: Backend): Promise<number> {
  const { hyper, params, grads, trajectory, end } = run;
  const ofLoss: GradientAt = (at, step) => {
    const g = upload(grads[step % grads.length]!);
    return row.slope?.(hyper, g, at) ?? g;
  };
  const { path } = await walk({
    optimizer: row.make(hyper),
    gradientAt: row.wrap?.(hyper, ofLoss) ?? ofLoss,
    backend,
    start: beginAt(() => upload(params)),
    to: walked,
    ...(row.watch === undefined ? {} : { watch: row.watch }),
  });
  const differences = trajectory.map((theta, step) => difference(path[step]!, flat(theta)));
  return Math.max(...differences, difference(path.at(-1)!, flat(end)));
}

/**
 * The largest difference of an optimizer from its oracle, over all of its runs.
 *
 * @public for the table of all optimizers in the documents.
 */
export async function largestDifference(row: Row, backend: Backend): Promise<number> {
  const all: number[] = [];
  for (const run of oracleOf(row.name).runs) all.push(await apart(row, run, backend));
  return Math.max(...all);
}
