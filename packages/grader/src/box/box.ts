import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { drawOf } from "../lab/draw.ts";
import type { Questions } from "../lab/questions.ts";
import { gaugeWatch } from "./gauge-watch.ts";
import { plain, thrownAnswer } from "./plain.ts";
import { channel, gauge, patience, questionId, type Request, type Said } from "./protocol.ts";
import { quietProcess } from "./quiet-process.ts";
import { nextRequest } from "./requests.ts";
import { watchedModule } from "./watched-module.ts";

/*
 * The process that runs a learner's code: `node box.mjs SETTINGS`. It contains the questions, the packages and, for
 * each request, one file, but no expected value, no solution and no verdict. Each answer is sent immediately, so the
 * answers of a box that is ended are not lost.
 */
interface Settings {
  readonly questions: string;
  readonly picture: string | null;
  readonly watchdog: string;
  readonly megabytes: number;
  /** The names that the lab requires. */
  readonly names: readonly string[];
}

const settings = JSON.parse(process.argv[2] ?? "{}") as Settings;
const [write, stringify, turn] = [writeSync, JSON.stringify, setImmediate];
type Exiting = typeof process & { readonly reallyExit: (this: unknown, code: number) => never };
const { reallyExit } = process as Exiting;
const leave = (code: number): never => Reflect.apply(reallyExit, process, [code]);

/** Writes a complete line, even if the pipe is full for a while. */
function say(said: Said): void {
  const bytes = Buffer.from(`\n${stringify(said)}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += write(channel, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

const memory = new SharedArrayBuffer(gauge.length * Float64Array.BYTES_PER_ELEMENT);
const seen = new Float64Array(memory);
const watch = gaugeWatch(seen);
const { megabytes, names } = settings;
const cpu = process.cpuUsage.bind(process);
const hrtime = process.hrtime.bigint.bind(process.hrtime);
const clock = (): number => Number(hrtime()) / 1e9;

/** Lets the learner's code run for this many seconds of CPU time, and somewhat more wall-clock time. */
async function within<T>(
  seconds: number,
  run: () => T | Promise<T>,
  ticking = patience * seconds,
): Promise<T> {
  const { user, system } = cpu();
  seen[gauge.began] = (user + system) / 1e6;
  seen[gauge.limit] = seconds;
  seen[gauge.deadline] = clock() + ticking;
  seen[gauge.asking] = 1;
  try {
    return await run();
  } finally {
    await nextTurn();
    seen[gauge.asking] = 0;
    seen[gauge.inside] = 0;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => turn(() => resolve()));

let stray: { readonly error: unknown } | null = null;
const noteStray = (error: unknown): void => {
  stray ??= { error };
};

async function load(request: Request): Promise<object | null> {
  try {
    seen[gauge.calls] = -1;
    const module = await within(request.seconds["load"] ?? 5, () => {
      seen[gauge.inside] = 1;
      return import(request.file) as Promise<object>;
    });
    say({ t: "loaded", exports: Object.keys(module) });
    return module;
  } catch (error) {
    say({ t: "failed", answer: thrownAnswer(error) });
    return null;
  }
}

async function answerAll(request: Request, module: object, questions: Questions<unknown>): Promise<void> {
  const [spent, passed] = [new Map<string, number>(), new Map<string, number>()];
  const watched = watchedModule(module, watch, names);
  for (const asked of request.questions) {
    const q = questionId(asked);
    const question = questions[asked.task]?.[asked.index];
    if (question === undefined) continue;
    const [before, start, limit] = [cpu(), clock(), request.seconds[asked.task] ?? 5];
    const left = limit - (spent.get(asked.task) ?? 0);
    const ticking = patience * limit - (passed.get(asked.task) ?? 0);
    say({ t: "ask", q });
    stray = null;
    let answer;
    try {
      const ask = async () => plain(await question.ask(watched, drawOf(request.seed, q)));
      answer = await within(left, ask, ticking);
    } catch (error) {
      answer = thrownAnswer(error);
    }
    const late = stray as { readonly error: unknown } | null;
    say({ t: "answer", q, answer: late === null ? answer : thrownAnswer(late.error) });
    const { user, system } = cpu(before);
    spent.set(asked.task, (spent.get(asked.task) ?? 0) + (user + system) / 1e6);
    passed.set(asked.task, (passed.get(asked.task) ?? 0) + clock() - start);
  }
}

const longestPicture = 2 ** 20;

async function drawPicture(module: object): Promise<void> {
  if (settings.picture === null) return;
  try {
    const picture = (await import(settings.picture)) as { draw(module: object): unknown };
    const svg = await within(10, () => picture.draw(watchedModule(module, watch, names)));
    if (typeof svg !== "string") say({ t: "no-picture", why: `draw returned ${typeof svg}, not a string` });
    else if (svg.length >= longestPicture)
      say({ t: "no-picture", why: `${svg.length} characters are too many` });
    else say({ t: "picture", svg });
  } catch (error) {
    // A picture is optional; the questions report what is wrong with the module.
    say({ t: "no-picture", why: error instanceof Error ? String(error.stack).slice(0, 1000) : typeof error });
  }
}

async function serve(questions: Questions<unknown>): Promise<void> {
  process.on("unhandledRejection", noteStray).on("uncaughtException", noteStray);
  process.on("beforeExit", () => {
    say({ t: "stalled" });
    leave(0);
  });
  quietProcess((code): never => {
    const { stack = "" } = new Error("exit");
    say({
      t: "exit",
      code: typeof code === "string" || typeof code === "number" ? String(code).slice(0, 20) : "0",
      stack: stack.slice(0, 4000),
    });
    return leave(0);
  });
  say({ t: "ready" });
  for (let request = nextRequest(); request !== undefined; request = nextRequest()) {
    seen[gauge.idle] = request.idle;
    const module = await load(request);
    if (module !== null) {
      await answerAll(request, module, questions);
      if (request.picture === true) await drawPicture(module);
    }
    say({ t: "done" });
  }
}

const watchdog = new Worker(new URL(settings.watchdog), {
  workerData: { memory, names, megabytes },
});
watchdog.unref();
const { default: questions } = (await import(settings.questions)) as { default: Questions<unknown> };
await serve(questions);
leave(0);
