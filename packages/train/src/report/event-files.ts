import type { Callback } from "../callback.ts";
import { node } from "../durable-write.ts";
import { TrainingError } from "../training-error.ts";
import { type Event, record } from "./event.ts";

const validation = "validation.";

/**
 * A callback that writes loss and metrics as event files, which TensorBoard opens. Training numbers go to the run
 * `train`, validation numbers to the run `validation` under the same name, so both appear in one chart. A run that continues
 * from a checkpoint writes a new file, which records the step from which the old one is superseded.
 *
 * @param folder where the two runs are; `tensorboard --logdir` compares several such folders side by side.
 * @throws TrainingError when a file cannot be written, which `train` passes on with the callback's name.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sum, tensor } from "@downhill/tensor";
 * import { eventFiles, train } from "@downhill/train";
 * await train({
 *   params: tensor([4]),
 *   optimizer: gradientDescent(),
 *   loss: (x) => sum(square(x)),
 *   batchAt: () => null,
 *   steps: 100,
 *   callbacks: [eventFiles("out/events/first")], // then: tensorboard --logdir out/events
 * });
 * ```
 * @see TensorBoard's documentation, "Get started with TensorBoard"; event.proto and summary.proto define the contents of the files.
 */
export function eventFiles(folder: string): Callback {
  let from = 0;
  const opened = new Map<string, Promise<string>>();
  const write = async (
    run: string,
    step: number,
    scalars: Readonly<Record<string, number>>,
  ): Promise<void> => {
    if (Object.keys(scalars).length === 0) return;
    const { appendFile } = node("node:fs/promises");
    if (!opened.has(run)) opened.set(run, begun(node("node:path").join(folder, run), from));
    const path = await opened.get(run)!;
    await appendFile(path, record({ wallTime: Date.now() / 1000, step, scalars }));
  };
  return {
    name: "event files",
    begin({ step }) {
      from = step;
      opened.clear();
    },
    async reading({ step, loss, metrics }) {
      const parts = Object.entries(metrics).map(([name, value]) => ({
        measured: name.startsWith(validation),
        entry: [name.replace(validation, ""), value] as const,
      }));
      const of = (measured: boolean): Record<string, number> =>
        Object.fromEntries(parts.filter((part) => part.measured === measured).map(({ entry }) => entry));
      try {
        await write("train", step, { loss, ...of(false) });
        await write("validation", step, of(true));
      } catch (error) {
        throw error instanceof TrainingError ? error : unwritten(folder, error);
      }
    },
  };
}

/** A new file after the existing ones, and its header. */
async function begun(folder: string, from: number): Promise<string> {
  const { mkdir, readdir, writeFile } = node("node:fs/promises");
  await mkdir(folder, { recursive: true });
  const wallTime = Date.now() / 1000;
  const number = (await readdir(folder)).length;
  const name = `events.out.tfevents.${String(Math.floor(wallTime)).padStart(10, "0")}.${String(number).padStart(4, "0")}.downhill`;
  const path = node("node:path").join(folder, name);
  const head: Event[] = [{ wallTime, fileVersion: "brain.Event:2" }];
  // Readings after the checkpoint and before the kill are repeated.
  if (from > 0) head.push({ wallTime, step: from + 1, restart: true });
  await writeFile(path, head.map(record), { flag: "wx" });
  return path;
}

function unwritten(folder: string, cause: unknown): TrainingError {
  const code = (cause as Partial<NodeJS.ErrnoException>).code ?? String(cause);
  return new TrainingError(
    "unwritable",
    {
      en: `${folder}: the event file cannot be written (${code}); choose another folder, or make room.`,
      zh: `${folder}：无法写入事件文件（${code}）；请换一个文件夹，或清出空间。`,
    },
    { cause },
  );
}
