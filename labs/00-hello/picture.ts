import { curveSvg } from "@downhill/train";
import type * as solution from "./key/solution.ts";
import { shortRun } from "./questions/short-run.ts";

type Module = typeof solution;

/** The loss of the first 40 steps of the learner's network. */
export async function draw(module: Module): Promise<string> {
  const { losses } = await shortRun(module);
  const [from, to] = [losses[0]!.toFixed(2), losses.at(-1)!.toFixed(2)];
  return curveSvg(
    { loss: losses.map((loss, step) => [step, loss] as const) },
    {
      title: "Loss in the first 40 steps · 前 40 步的损失",
      description: `The loss falls from ${from} to ${to}. 损失从 ${from} 降到 ${to}。`,
    },
  );
}
