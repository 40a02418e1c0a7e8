import { chart, type Training } from "./chart.ts";
import type * as Solution from "./key/solution.ts";
import { batchesOf, descend, initial, training } from "./provided/net.ts";

type Module = typeof Solution;

const [steps, rate] = [3000, 0.2];
const data = training(5000);
data.catch(() => undefined);

/** A training whose next rate is what `next` makes of each loss and of the number of steps done. */
async function train(next: (loss: number, done: number) => number): Promise<Training> {
  const [images, w, batches] = [await data, await initial(0), batchesOf(5000, 10, 0)];
  const [losses, rates]: [number[], number[]] = [[], []];
  for (let done = 0, now = rate; done < steps; now = next(losses[done++]!, done)) {
    losses.push(descend(w, images, batches.next().value, now));
    rates.push(now);
  }
  return { losses, rates };
}

/** The learner's rule, fed with means of so many losses. */
function steered({ readings, reduce, start }: Module, size: number, patience: number) {
  const settings = { factor: 0.1, patience, minDelta: 0.01, cooldown: 0, minRate: 0 };
  let [state, group]: [Solution.State, number[]] = [start(rate), []];
  return (loss: number): number => {
    group.push(loss);
    for (const reading of readings(group, size)) [state, group] = [reduce(state, reading, settings), []];
    return state.learningRate;
  };
}

/** Three trainings steered by the learner's functions: by each loss, by means of 50, and by cosines that restart. */
export async function draw(module: Module): Promise<string> {
  const cycles = { learningRate: rate, final: 0, length: 200, growth: 2 };
  const trainings = {
    means: await train(steered(module, 50, 9)),
    batches: await train(steered(module, 1, 10)),
    cosines: await train((_, done) => module.restarts(done, cycles)),
  };
  const about = `<title id="lab-11-title">Three trainings on pictures of clothes, steered by your rules · 由你的规则控制的三次衣物图片训练</title>
<desc id="lab-11-text">Above, the loss: dots are single batches, curves are means of 50. Below, the learning rate. The rule that reads each batch has made the rate tiny within a few hundred steps, and its loss stays high; the rule that reads means of 50 waits; the cosines fall and restart, and each time the loss falls, jumps up and falls further. · 上图是损失：点是单个批次，曲线是每 50 批的平均。下图是学习率。逐批读损失的规则，几百步之内就把学习率降到极小，损失停在高处；读平均的规则一直在等；余弦降下去又重启，损失每次都先降、再跳高、再降得更低。</desc>
`;
  return chart("lab-11", trainings, module.readings, about);
}
