import path from "node:path";
import { watch as watchFiles } from "chokidar";
import type { BoxSession } from "../judge/box-session.ts";
import { grade } from "../judge/grade.ts";
import { Key, usualSeed } from "../judge/key.ts";
import { openLab } from "../judge/open-lab.ts";
import type { Verdict } from "../judge/verdict.ts";

/** How a lab is watched. */
export interface WatchOptions {
  readonly root: string;
  readonly folder: string;
  /** Seconds of computing that each task may take; the limit of the lab by default. */
  readonly seconds?: number;
  /**
   * Check the files at this interval, in milliseconds, instead of using the system's notifications; network drives need
   * this.
   */
  readonly poll?: number;
  /** Called when a grading begins, and with its verdict or its error. */
  begin(): void;
  verdict(verdict: Verdict): void;
  failure(error: unknown): void;
}

const quiet = 60;

/**
 * What grading needs, ready before the next save: the open lab, its right answers, and a box that has loaded its
 * packages. Each box grades one file.
 */
class Ready {
  readonly key: Promise<Key>;
  session: Promise<BoxSession>;

  constructor(folder: string, root: string) {
    this.key = openLab(folder, root).then((lab) => new Key(lab, usualSeed));
    this.session = this.#open();
  }

  #open(): Promise<BoxSession> {
    const opened = this.key.then(({ lab }) => lab.open());
    opened.catch(() => undefined); // grading with it reports the error
    return opened;
  }

  /** Closes the used box and opens the next. */
  renew(): void {
    this.#endSession();
    this.session = this.#open();
  }

  end(): void {
    this.#endSession();
    this.key.then((key) => key.close()).catch(() => undefined);
  }

  #endSession(): void {
    this.session.then((session) => session.end()).catch(() => undefined);
  }
}

/**
 * Grades a lab now and after every save, until stopped. A save during grading stops it, so that an endless loop does
 * not use up its time.
 *
 * @returns A function that stops watching and ends every process.
 */
export function watchLab(options: WatchOptions): () => Promise<void> {
  const { root, folder, seconds, poll } = options;
  let ready = new Ready(folder, root);
  let running: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    const mine = ready;
    options.begin();
    try {
      const [key, session] = [await mine.key, await mine.session];
      const verdict = await grade(folder, {
        root,
        picture: true,
        signal,
        key,
        session,
        ...(seconds === undefined ? {} : { seconds }),
      });
      if (!signal.aborted) options.verdict(verdict);
    } catch (error) {
      if (!signal.aborted) options.failure(error);
    } finally {
      // A grading that was stopped by a save leaves the box to its successor.
      if (running === controller) {
        running = undefined;
        if (!stopped && mine === ready) mine.renew();
      }
    }
  };
  const again = (fresh: boolean): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (fresh) {
        ready.end();
        ready = new Ready(folder, root);
      } else if (running !== undefined) {
        running.abort();
        ready.renew();
      }
      void run();
    }, quiet);
  };

  const own = path.join(folder, "src");
  const rest = ["lab.ts", "questions.ts", "questions", "provided", "key", "lesson.md", "lesson.zh.md"];
  const watcher = watchFiles([own, ...rest.map((name) => path.join(folder, name))], {
    ignoreInitial: true,
    ...(poll === undefined ? {} : { usePolling: true, interval: poll, binaryInterval: poll }),
  }).on("all", (_, file) => again(!file.startsWith(own + path.sep)));
  void run();

  return async () => {
    stopped = true;
    clearTimeout(timer);
    running?.abort();
    ready.end();
    await watcher.close();
  };
}
