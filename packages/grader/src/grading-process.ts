import type { ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { startGrading } from "../bin/start-grading.mjs";
import { type Event, eventsByRequest, type Request } from "./protocol.ts";

/** How a grading process ended, beside what it had reported by then. */
export interface Ending {
  readonly events: readonly Event[];
  readonly output: string;
  readonly how: "done" | "left" | "killed" | "memory";
}

const outputLimit = 20_000;
const startLimit = 60_000;

/**
 * A process that has loaded a lab, or is about to, and waits for the file to grade. Starting it early is what makes
 * the verdict after a save quick: Node, the TypeScript loader and the lab's packages are there already.
 */
export class GradingProcess {
  readonly #child: ChildProcess;
  readonly #home: string;
  readonly #events: string;
  readonly #exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #output = "";

  constructor(folder: string, root: string) {
    const { child, home, events } = startGrading(folder, root);
    this.#child = child;
    this.#home = home;
    this.#events = events;
    const keep = (chunk: string): void => {
      if (this.#output.length < outputLimit) this.#output += chunk;
    };
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", keep);
    this.#child.stdin?.on("error", () => undefined);
    this.#exited = new Promise((resolve) => {
      this.#child.once("error", () => resolve({ code: 1, signal: null }));
      this.#child.once("exit", (code, signal) => resolve({ code, signal }));
    });
  }

  /**
   * Hands over the requests and waits for the end. Each may take `timeout` milliseconds from the moment its file is
   * touched; the process is killed at the first that takes longer.
   */
  async run(requests: readonly Request[], timeout: number): Promise<Ending> {
    this.#child.stdin?.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
    const killed = await this.#guard(timeout);
    const { code, signal } = await this.#exited;
    await Promise.race([this.#drained(), sleep(100, undefined, { ref: false })]);
    const events = this.#read();
    this.dispose();
    const exhausted =
      /heap out of memory|Array buffer allocation failed/.test(this.#output) &&
      (code !== 0 || signal !== null);
    const done = events.filter(({ type }) => type === "done").length === requests.length;
    const output =
      this.#output.length < outputLimit ? this.#output : `${this.#output.slice(0, outputLimit)}\n…`;
    return { events, output, how: done ? "done" : killed ? "killed" : exhausted ? "memory" : "left" };
  }

  /** Ends the process and removes its traces; safe to call twice. */
  dispose(): void {
    this.#child.kill("SIGKILL");
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 3 });
  }

  async #drained(): Promise<void> {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream?.readableEnded === false) await new Promise((resolve) => stream.once("end", resolve));
    }
  }

  #read(): readonly Event[] {
    try {
      const whole = readFileSync(this.#events, "utf8").split("\n").slice(0, -1);
      return whole.map((line) => JSON.parse(line) as Event);
    } catch {
      return [];
    }
  }

  /** Kills the process when its time is up; answers whether it had to. */
  async #guard(timeout: number): Promise<boolean> {
    const start = performance.now();
    const since = new Map<string, number>();
    for (;;) {
      const tick = sleep(100, "tick", { ref: false });
      if ((await Promise.race([this.#exited, tick])) !== "tick") return false;
      const now = performance.now();
      const parts = eventsByRequest(this.#read());
      const elapsed = (type: Event["type"]): number => {
        if (parts.at(-1)?.some((event) => event.type === type) !== true) return 0;
        const key = `${parts.length} ${type}`;
        since.set(key, since.get(key) ?? now);
        return now - (since.get(key) ?? now);
      };
      const matching = parts.at(-1)?.some(({ type }) => type === "matching") === true;
      const over =
        elapsed(matching ? "matching" : "file") > timeout ||
        (parts.length === 0 && now - start > startLimit + timeout);
      if (over) {
        this.#child.kill("SIGKILL");
        return true;
      }
    }
  }
}
