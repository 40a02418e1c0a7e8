import type { Request, Said } from "../box/protocol.ts";
import { cleaned } from "../lab/cleaned.ts";
import type { Closed, Heard, Session } from "../judge/session.ts";
import type { FromWorker, ToWorker } from "./page-protocol.ts";

/** What a session needs of a worker; a page gives `new Worker(…)`. */
export type PageWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

/** The place of a learner's code, as stacks name it. */
const sourceName = "\n//# sourceURL=learner-0.mjs\n";
const longestOutput = 64 * 1024;
/** Milliseconds in which a worker that only waits answers. */
const grace = 300;

/** A box in a page: a worker, ended from outside if a task takes too long. Time is the clock's: a page knows no other. */
export class WorkerSession implements Session {
  readonly #worker: PageWorker;
  readonly #files: string[] = [];
  #said: Said[] = [];
  #output = "";
  #cut = 0;
  #closed: Closed | null = null;
  #ready = false;
  #inside = "";
  #request: Request | undefined;
  #spent = new Map<string, number>();
  #clock: { readonly task: string; readonly since: number; timer: ReturnType<typeof setTimeout> } | undefined;
  #waits = false;
  #wake: () => void = () => undefined;

  constructor(worker: PageWorker, open: Extract<ToWorker, { t: "open" }>) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: { readonly data: unknown }) => {
      if (typeof data === "object" && data !== null && "t" in data) this.#receive(data as FromWorker);
    });
    worker.addEventListener("error", ({ message }) => {
      this.#output += message;
      this.#close();
    });
    this.#tell(open);
  }

  get ready(): boolean {
    return this.#ready;
  }

  get open(): boolean {
    return this.#closed === null;
  }

  put(code: string): string {
    const file = URL.createObjectURL(new Blob([code, sourceName], { type: "text/javascript" }));
    this.#files.push(file);
    return file;
  }

  putBeside(code: string): string {
    return this.put(code);
  }

  #tell(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    switch (message.t) {
      case "ready":
        this.#ready = true;
        return;
      case "pong":
        this.#waits = true;
        return;
      case "inside":
        this.#inside = message.name;
        return;
      case "printed": {
        const kept = message.text.slice(0, Math.max(0, longestOutput - this.#output.length));
        this.#output += kept;
        this.#cut += message.text.length - kept.length;
        return;
      }
      case "loading":
        this.#inside = "import";
        return this.#start("load");
      case "ask":
        this.#inside = "";
        this.#start(message.q.split("/")[0] ?? "");
        break;
      case "loaded":
      case "failed":
      case "answer":
        this.#stop();
        break;
      case "picture":
      case "no-picture":
      case "exit":
      case "stalled":
      case "stopped":
      case "done":
    }
    this.#said.push(message);
    if (message.t === "done") this.#wake();
  }

  #start(task: string): void {
    this.#stop();
    const left = (this.#request?.seconds[task] ?? 5) - (this.#spent.get(task) ?? 0);
    const timer = setTimeout(() => this.#late(), Math.max(0, left) * 1000);
    this.#clock = { task, since: performance.now(), timer };
  }

  #stop(): void {
    if (this.#clock === undefined) return;
    const { task, since, timer } = this.#clock;
    clearTimeout(timer);
    this.#spent.set(task, (this.#spent.get(task) ?? 0) + (performance.now() - since) / 1000);
    this.#clock = undefined;
  }

  /** A task has used its time. A worker that answers only waits, and may do so for longer. */
  #late(): void {
    const clock = this.#clock;
    if (clock === undefined) return;
    this.#waits = false;
    this.#tell({ t: "ping" });
    clock.timer = setTimeout(() => {
      if (!this.#waits) return this.#end("time");
      const waited = (performance.now() - clock.since) / 1000;
      const left = (this.#request?.idle ?? 0) - waited;
      if (left <= 0) return this.#end("idle");
      clock.timer = setTimeout(() => this.#late(), Math.min(left, 1) * 1000);
    }, grace);
  }

  #end(why: "time" | "idle"): void {
    this.#said.push({ t: "stopped", why, inside: this.#inside });
    this.end();
  }

  async ask(request: Request, seconds: number, signal?: AbortSignal): Promise<Heard> {
    [this.#said, this.#output, this.#cut, this.#request] = [[], "", 0, request];
    this.#spent = new Map();
    const stop = (): void => this.end();
    const timer = setTimeout(stop, seconds * 1000);
    signal?.addEventListener("abort", stop);
    this.#tell({ t: "ask", request });
    while (this.#closed === null && !this.#said.some(({ t }) => t === "done"))
      await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(timer);
    this.#stop();
    signal?.removeEventListener("abort", stop);
    return { said: this.#said, ended: this.#closed, output: cleaned(this.#output), cut: this.#cut };
  }

  end(): void {
    if (this.open) this.#close();
  }

  #close(): void {
    this.#stop();
    this.#worker.terminate();
    for (const file of this.#files) URL.revokeObjectURL(file);
    this.#closed = { code: null, signal: "SIGKILL" };
    this.#wake();
  }
}
