import { checkChoice, checkFlag, checkOptions } from "@downhill/tensor";
import { SingleBar } from "cli-progress";
import type { Beginning, Callback } from "./callback.ts";
import type { Observer, Report } from "./report.ts";

/** The output of a progress bar: any Node stream. Only a terminal (`isTTY`) has lines that can be redrawn. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressBarOptions {
  /** Where to write; default the error stream. */
  readonly stream?: ProgressStream;
  readonly language?: "en" | "zh";
  /** False writes plain lines; by default decided by the stream, `NO_COLOR` and `TERM`. */
  readonly animated?: boolean;
}

/**
 * An observer and a callback that draws: give it as either, not as both. As a callback it also reports where a run continues from, and which
 * checkpoints were damaged. Dispose it (with `using`) so that the cursor comes back whatever happens.
 */
export type ProgressBar = Observer & Callback & Disposable;

const words = {
  en: {
    step: "step",
    of: "of",
    loss: "loss",
    accuracy: "accuracy",
    left: "left",
    rate: "steps/s",
    validation: "validation",
  },
  zh: {
    step: "第",
    of: "/",
    loss: "损失",
    accuracy: "准确率",
    left: "剩余",
    rate: "步/秒",
    validation: "验证",
  },
} as const;

/** A readable duration: `8 s`, `2 min 5 s`. */
const duration = (seconds: number, language: "en" | "zh"): string => {
  const whole = Math.max(0, Math.ceil(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (language === "zh") return minutes > 0 ? `${minutes} 分 ${rest} 秒` : `${rest} 秒`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
};

function figures({ step, steps, loss, metrics, seconds, taken }: Report, language: "en" | "zh"): string {
  const say = words[language];
  const named = Object.entries(metrics).map(([full, value]) => {
    const name = full.replace(/^validation\./, "");
    const where = name === full ? "" : `${say.validation} `;
    if (name === "accuracy") return `${where}${say.accuracy} ${(100 * value).toFixed(1)} %`;
    return `${where}${name === "loss" ? say.loss : name} ${value.toPrecision(3)}`;
  });
  const rate = `${(taken / seconds).toPrecision(3)} ${say.rate}`;
  const left = duration((seconds / taken) * (steps - step), language);
  const time = language === "en" ? `${left} ${say.left}` : `${say.left} ${left}`;
  return [`${say.loss} ${loss.toFixed(3)}`, ...named, rate, time].join(" · ");
}

/** Smooths numbers that jump from batch to batch, for display only. */
function smoothed(): (report: Report) => Report {
  const means = new Map<string, number>();
  const mean = (name: string, value: number): number => {
    if (name.startsWith("validation.")) return value;
    const before = means.get(name);
    const now = before === undefined ? value : 0.8 * before + 0.2 * value;
    means.set(name, now);
    return now;
  };
  return (report) => ({
    ...report,
    loss: mean("", report.loss),
    metrics: Object.fromEntries(
      Object.entries(report.metrics).map(([name, value]) => [name, mean(name, value)]),
    ),
  });
}

/**
 * Shows the progress of a run: a bar with loss, metrics and the time left in a terminal; ten plain lines per run where
 * nothing can be redrawn (a pipe, `NO_COLOR`, a dumb terminal), and one for each validation. Training loss and metrics are
 * running means.
 *
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sum, tensor } from "@downhill/tensor";
 * import { train } from "@downhill/train";
 * import { progressBar } from "@downhill/train/terminal";
 * using bar = progressBar();
 * await train({
 *   params: tensor([4]),
 *   optimizer: gradientDescent(),
 *   loss: (x) => sum(square(x)),
 *   batchAt: () => null,
 *   steps: 100,
 *   observe: [bar],
 * });
 * ```
 */
export function progressBar(options: ProgressBarOptions = {}): ProgressBar {
  checkOptions("progressBar", options, ["stream", "language", "animated"]);
  checkFlag("progressBar", "animated", options.animated);
  const { stream = process.stderr, language = "en" } = options;
  checkChoice("progressBar", "language", language, ["en", "zh"]);
  const { NO_COLOR = "", TERM } = process.env;
  const animated = options.animated ?? (stream.isTTY === true && NO_COLOR === "" && TERM !== "dumb");
  const draw = (animated ? bar : plainLines)(stream, language, smoothed());
  const observe: Observer = (report) => draw.report(report);
  return Object.defineProperty(
    Object.assign(observe, {
      begin({ from, passedOver, backedOff }: Beginning): void {
        draw.stop();
        for (const { message, zh } of [...passedOver, ...backedOff.slice(-1)])
          stream.write(`${language === "en" ? message : zh}\n`);
        if (from === undefined) return;
        const { path, step } = from;
        stream.write(
          language === "en" ? `continuing from ${path}, step ${step}\n` : `从 ${path} 的第 ${step} 步继续\n`,
        );
      },
      reading: (report: Report) => draw.report(report),
      end: () => draw.stop(),
      [Symbol.dispose]: () => draw.stop(),
    }),
    "name",
    { value: "progress bar" },
  );
}

interface Drawing {
  report(report: Report): void;
  stop(): void;
}

function bar(stream: ProgressStream, language: "en" | "zh", smooth: (report: Report) => Report): Drawing {
  const drawn = new SingleBar({
    stream: stream as NodeJS.WriteStream,
    format: "{bar} {percentage} % · {figures}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    linewrap: false,
    gracefulExit: false,
    fps: 10,
  });
  let running = false;
  const stop = (): void => {
    if (running) drawn.stop();
    running = false;
  };
  return {
    stop,
    report(report) {
      const payload = { figures: figures(smooth(report), language) };
      if (!running) drawn.start(report.steps, report.step, payload);
      running = true;
      drawn.update(report.step, payload);
      if (report.step >= report.steps) stop();
    },
  };
}

function plainLines(
  stream: ProgressStream,
  language: "en" | "zh",
  smooth: (report: Report) => Report,
): Drawing {
  const say = words[language];
  let written = -1;
  return {
    stop: () => undefined,
    report(report) {
      const { step, steps, metrics } = report;
      const shown = smooth(report);
      const tenth = Math.floor((10 * step) / steps);
      if (tenth === written && !Object.keys(metrics).some((name) => name.startsWith("validation."))) return;
      written = tenth;
      const place =
        language === "en"
          ? `${say.step} ${step} ${say.of} ${steps}`
          : `${say.step} ${step} 步${say.of}共 ${steps} 步`;
      stream.write(`${place} · ${figures(shown, language)}\n`);
    },
  };
}
