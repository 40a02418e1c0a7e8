import { answerOf } from "../lab/answer.ts";
import { drawOf } from "../lab/draw.ts";
import type { Questions } from "../lab/questions.ts";
import { shown } from "../judge/shown.ts";
import { plain, thrownAnswer } from "../box/plain.ts";
import { questionId, type Request } from "../box/protocol.ts";
import { watchedModule } from "../box/watched-module.ts";
import { CallWatch } from "./call-watch.ts";
import type { FromWorker, ToWorker } from "./page-protocol.ts";

/*
 * The worker that runs a learner's code in a page. Like the box of the terminal it contains questions, packages and, for
 * each request, one file, and sends each answer immediately.
 */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(kind: "message", listen: (event: { readonly data: ToWorker }) => void): void;
  addEventListener(
    kind: "error" | "unhandledrejection",
    listen: (event: { readonly error?: unknown; readonly reason?: unknown; preventDefault(): void }) => void,
  ): void;
}

const scope = globalThis as unknown as WorkerScope;
const say = scope.postMessage.bind(scope);
const now = performance.now.bind(performance);

let stray: { readonly error: unknown } | null = null;
const lab: {
  questions: Questions<unknown>;
  names: readonly string[];
  picture: string | null;
  watch: CallWatch;
} = { questions: {}, names: [], picture: null, watch: new CallWatch([], () => undefined, now) };

async function load({ file }: Request): Promise<object | null> {
  say({ t: "loading" });
  try {
    const module = (await import(file)) as object;
    say({ t: "loaded", exports: Object.keys(module) });
    return module;
  } catch (error) {
    say({ t: "failed", answer: thrownAnswer(error) });
    return null;
  }
}

async function answerAll({ questions, seed }: Request, module: object): Promise<void> {
  const watched = watchedModule(module, lab.watch, lab.names);
  for (const asked of questions) {
    const q = questionId(asked);
    const question = lab.questions[asked.task]?.[asked.index];
    if (question === undefined) continue;
    lab.watch.begin();
    say({ t: "ask", q });
    stray = null;
    let answer;
    try {
      answer = plain(await question.ask(watched, drawOf(seed, q)));
    } catch (error) {
      answer = thrownAnswer(error);
    }
    const late = stray as { readonly error: unknown } | null;
    say({ t: "answer", q, answer: late === null ? answer : thrownAnswer(late.error) });
  }
}

async function drawPicture(module: object): Promise<void> {
  if (lab.picture === null) return;
  try {
    const picture = (await import(lab.picture)) as { draw(module: object): unknown };
    const svg = await picture.draw(watchedModule(module, lab.watch, lab.names));
    if (typeof svg === "string" && svg.length < 2 ** 20) say({ t: "picture", svg });
    else say({ t: "no-picture", why: typeof svg });
  } catch (error) {
    // A picture is optional; the questions report what is wrong with the module.
    say({ t: "no-picture", why: error instanceof Error ? error.message : typeof error });
  }
}

async function serve(request: Request): Promise<void> {
  const module = await load(request);
  if (module !== null) {
    await answerAll(request, module);
    if (request.picture === true) await drawPicture(module);
  }
  say({ t: "done" });
}

async function open({ questions, picture, names }: Extract<ToWorker, { t: "open" }>): Promise<void> {
  const { default: all } = (await import(questions)) as { default: Questions<unknown> };
  const watch = new CallWatch(names, (name) => say({ t: "inside", name }), now);
  Object.assign(lab, { questions: all, picture, names, watch });
  say({ t: "ready" });
}

/** What is printed goes to the page. */
function printToPage(): void {
  const print = (...values: readonly unknown[]): void =>
    say({
      t: "printed",
      text: `${values.map((each) => (typeof each === "string" ? each : shown(answerOf(plain(each))))).join(" ")}\n`,
    });
  for (const name of ["log", "info", "warn", "error", "debug", "trace", "dir", "table"] as const)
    console[name] = print;
}

printToPage();
for (const kind of ["error", "unhandledrejection"] as const)
  scope.addEventListener(kind, (event) => {
    stray ??= { error: event.reason ?? event.error };
    event.preventDefault();
  });
let turn: Promise<void> = Promise.resolve();
scope.addEventListener("message", ({ data }) => {
  if (data.t === "ping") return say({ t: "pong" });
  turn = turn.then(() => (data.t === "open" ? open(data) : serve(data.request)));
});
