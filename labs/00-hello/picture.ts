import { curveSvg } from "@downhill/train";
import type { HelloModule } from "./hello-module.ts";
import { glimpse } from "./training.ts";

/** The loss of the first 40 steps of the learner's network. */
export async function draw(module: HelloModule): Promise<string> {
  const { losses } = await glimpse(module);
  return curveSvg(
    { loss: losses.map((loss, step) => [step, loss] as const) },
    {
      title: "Loss in the first 40 steps · 前 40 步的损失",
      description: `The loss falls from ${losses[0]!.toFixed(2)} to ${losses.at(-1)!.toFixed(2)}. 损失从 ${losses[0]!.toFixed(2)} 降到 ${losses.at(-1)!.toFixed(2)}。`,
    },
  );
}
