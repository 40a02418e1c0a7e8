import { fashionMnist } from "@downhill/data";
import { courseMap, formatCourseMap, grade, progressOf, saveProgress } from "@downhill/grader";
import { useBackend } from "@downhill/tensor";
import { evaluate, loadCheckpoint } from "@downhill/train";
import { askedBy } from "./start/asked.ts";
import { checkpointFile, checkpointOf, labFolder, root } from "./start/course.ts";
import { chosenDevice, deviceLine } from "./start/device-line.ts";
import { keepEarlier, keptEarlier } from "./start/earlier-run.ts";
import { labReport } from "./start/lab-report.ts";
import { learnersNetwork } from "./start/learners-network.ts";
import { lossReport } from "./start/loss-report.ts";
import { partingWords } from "./start/parting.ts";
import { goingOn, stopped } from "./start/stop-and-resume.ts";
import { tensorCount } from "./start/tensor-count.ts";
import { print, say, style } from "./start/voice.ts";
import { watchedRun } from "./start/watched-run.ts";

/*
 * `npm start`: trains lab 00's network on real images, draws the loss, grades the lab, and shows what to do next.
 */
async function main(args: readonly string[]): Promise<number> {
  const asked = askedBy(args);
  if (asked === null) return 0;
  const device = await chosenDevice(asked.device);
  const { backend } = device;
  useBackend(backend);
  print(say(deviceLine(device)));

  const [images, unseen] = await Promise.all([
    fashionMnist({ split: "train" }),
    fashionMnist({ split: "test" }),
  ]);
  const { predict, ...network } = await learnersNetwork(images);
  const steps = asked.steps ?? network.steps;
  const resumed = asked.resume === undefined ? undefined : checkpointOf(asked.resume);
  const begun = resumed === undefined ? undefined : await loadCheckpoint(resumed, network);
  const [model, rule, count] = [
    network.about.model,
    network.optimizer.name,
    images.size.toLocaleString("en-US"),
  ];
  print(
    say({
      en: `Training ${model} with ${rule} on ${count} images of Fashion-MNIST, ${steps} steps`,
      zh: `用 ${rule} 在 ${count} 张 Fashion-MNIST 图片上训练 ${model}，共 ${steps} 步`,
    }),
  );
  if (begun !== undefined) print(say(goingOn(begun.step, steps)));
  const earlier = resumed === checkpointFile ? undefined : keepEarlier();
  if (earlier !== undefined) print(say(keptEarlier(earlier)));

  const tensors = tensorCount(() => backend.live(), begun?.step ?? 0);
  const start = performance.now();
  const run = await watchedRun({ ...network, ...begun, steps }, { asked, device, tensors });
  const seconds = (performance.now() - start) / 1000;
  if (!run.finished) {
    print(say(stopped(run.step, steps, asked)));
    return 130;
  }

  const accuracy = await evaluate((x) => predict(run.params, x), unseen);
  print(lossReport({ ...run, accuracy, unseen: unseen.size, seconds }));
  const verdict = await grade(labFolder, { root });
  print(labReport(verdict));
  await saveProgress(root, verdict.lab, progressOf(verdict, new Date().toISOString()));
  print(formatCourseMap(await courseMap(root), style));
  print(`\n${say(tensors.sentence())}`);
  return 0;
}

// The reader of a pipe (`npm start | head`) may leave before the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const { sentence, exitCode } = partingWords(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = exitCode;
}
