import path from "node:path";
import { watch as watchFiles } from "chokidar";
import { grade } from "./grade.ts";
import { GradingProcess } from "./grading-process.ts";
import type { Verdict } from "./verdict.ts";

/** How a lab is watched. */
export interface WatchOptions {
  readonly root: string;
  readonly lab: string;
  readonly timeout: number;
  /** Look at the files every so many milliseconds instead of asking the system to tell, as network drives need. */
  readonly poll?: number;
  /** Called when a grading begins, and with its verdict or its error. */
  begin(): void;
  verdict(verdict: Verdict): void;
  failure(error: unknown): void;
}

const quiet = 60;

/**
 * Grades a lab now and after every save, until stopped. A save during a grading stops that grading, so that an endless
 * loop need not run out its time. A process for the next save is started as soon as a verdict is out.
 *
 * @returns A function that stops watching and ends every process.
 */
export function watchLab(options: WatchOptions): () => Promise<void> {
  const { root, lab, timeout, poll } = options;
  const folder = path.join(root, "labs", lab);
  const start = (): GradingProcess => new GradingProcess(folder, root);
  let ready = start();
  let running: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    options.begin();
    try {
      const verdict = await grade(folder, {
        root,
        timeout,
        picture: true,
        process: ready,
        signal: controller.signal,
      });
      if (!controller.signal.aborted) options.verdict(verdict);
    } catch (error) {
      if (!controller.signal.aborted) options.failure(error);
    } finally {
      if (running === controller) {
        running = undefined;
        if (!stopped) ready = start();
      }
    }
  };
  const again = (fresh: boolean): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (running !== undefined || fresh) {
        ready.dispose();
        ready = start();
      }
      void run();
    }, quiet);
  };

  const manifest = path.join(folder, "lab.ts");
  const watcher = watchFiles([path.join(folder, "src"), manifest], {
    ignoreInitial: true,
    ...(poll === undefined ? {} : { usePolling: true, interval: poll, binaryInterval: poll }),
  }).on("all", (_, file) => again(file === manifest));
  void run();

  return async () => {
    stopped = true;
    clearTimeout(timer);
    running?.abort();
    ready.dispose();
    await watcher.close();
  };
}
