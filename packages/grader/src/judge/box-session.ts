import { randomBytes } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Request, Said } from "../box/protocol.ts";
import type { LabCard } from "../lab/card.ts";
import { boxArguments } from "./box-arguments.ts";
import type { BoxFolder } from "./box-folder.ts";
import { type Box, openBox, startSupervisor } from "./boxes.ts";
import type { Closed, Heard, Session } from "./session.ts";
import { cleaned } from "../lab/cleaned.ts";

const longestLine = 8 * 2 ** 20;

const parsed = (line: string): Said | undefined => {
  if (line.length === 0 || line.length > longestLine) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && typeof (value as Said).t === "string"
      ? (value as Said)
      : undefined;
  } catch {
    return undefined;
  }
};

/** A process and the folder of its translated files. */
export class BoxSession implements Session {
  readonly #home = realpathSync(mkdtempSync(path.join(tmpdir(), "downhill-")));
  readonly #box: Box;
  #rest = "";
  #said: Said[] = [];
  #output = "";
  #cut = 0;
  #closed: Closed | null = null;
  #wake: () => void = () => undefined;
  #files = 0;
  #ready = false;

  constructor(card: LabCard, folder: BoxFolder, root: string) {
    startSupervisor(folder.supervisor);
    this.#box = openBox(
      folder.supervisor,
      boxArguments(card, folder, root, this.#home),
      // The files that devices need are looked up starting at the course.
      card.native === true ? root : this.#home,
      { ...process.env, NODE_OPTIONS: "", NODE_V8_COVERAGE: undefined },
      {
        said: (text) => this.#receive(text),
        printed: (text, cut) => {
          this.#output += text;
          this.#cut += cut;
        },
        closed: (how) => {
          this.#closed = how;
          rmSync(this.#home, { recursive: true, force: true });
          this.#wake();
        },
      },
    );
  }

  get ready(): boolean {
    return this.#ready;
  }

  get open(): boolean {
    return this.#closed === null;
  }

  #receive(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > longestLine) this.#rest = "";
    for (const line of lines) {
      const said = parsed(line);
      if (said === undefined) continue;
      this.#ready ||= said.t === "ready";
      this.#said.push(said);
    }
    this.#wake();
  }

  put(code: string): string {
    return this.#write(`learner-${this.#files++}.mjs`, code);
  }

  /** Its name is random. */
  putBeside(code: string): string {
    return this.#write(`${randomBytes(16).toString("hex")}.mjs`, code);
  }

  #write(name: string, code: string): string {
    const file = path.join(this.#home, name);
    writeFileSync(file, code);
    return pathToFileURL(file).href;
  }

  async ask(request: Request, seconds: number, signal?: AbortSignal): Promise<Heard> {
    [this.#said, this.#output, this.#cut] = [[], "", 0];
    const stop = (): void => this.end();
    const timer = setTimeout(stop, seconds * 1000);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted === true) stop();
    this.#box.ask(JSON.stringify(request));
    const done = (): boolean => this.#closed !== null || this.#said.some(({ t }) => t === "done");
    while (!done()) await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    return { said: this.#said, ended: this.#closed, output: cleaned(this.#output), cut: this.#cut };
  }

  finish(): void {
    if (this.open) this.#box.finish();
  }

  end(): void {
    if (this.open) this.#box.end();
  }
}
