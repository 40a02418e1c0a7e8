import { type ChildProcess, fork } from "node:child_process";
import type { ToGrader, ToSupervisor } from "../box/supervisor-protocol.ts";
import type { Closed } from "./session.ts";

/** What a box may report to its opener. */
export interface Listener {
  said(text: string): void;
  printed(text: string, cut: number): void;
  closed(how: Closed): void;
}

/** One box, seen from the grader. */
export interface Box {
  ask(line: string): void;
  finish(): void;
  end(): void;
}

/** The supervisor and the boxes it keeps; started at first use, ended with the grader. */
class Supervisor {
  #process: ChildProcess;
  #boxes = new Map<number, { readonly listener: Listener; pid: number }>();
  #next = 0;

  constructor(file: string) {
    this.#process = fork(file, [], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: "" },
      detached: process.platform !== "win32",
      serialization: "advanced",
    });
    this.#process.on("message", (message: ToGrader) => this.#receive(message));
    this.#process.once("exit", () => this.#lose()).once("error", () => this.#lose());
    this.#idle();
  }

  get alive(): boolean {
    return this.#process.connected;
  }

  #tell(message: ToSupervisor): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  #receive(message: ToGrader): void {
    const box = this.#boxes.get(message.box);
    if (box === undefined) return;
    switch (message.t) {
      case "opened":
        box.pid = message.pid;
        return;
      case "said":
        return box.listener.said(message.text);
      case "out":
        return box.listener.printed(message.text, message.cut);
      case "closed":
        this.#boxes.delete(message.box);
        this.#idle();
        return box.listener.closed({ code: message.code, signal: message.signal });
    }
  }

  /** A killed supervisor leaves its boxes behind; none may survive. */
  #lose(): void {
    for (const [, { listener, pid }] of this.#boxes) {
      if (pid > 0) {
        try {
          process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
        } catch {
          // it has ended
        }
      }
      listener.closed({ code: null, signal: "SIGKILL", lost: true });
    }
    this.#boxes.clear();
  }

  /** The grader may exit while no box is running. */
  #idle(): void {
    const channel = this.#process.channel as { ref(): void; unref(): void } | null | undefined;
    if (this.#boxes.size > 0) {
      this.#process.ref();
      channel?.ref();
    } else {
      this.#process.unref();
      channel?.unref();
    }
  }

  open(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, listener: Listener): Box {
    const box = this.#next++;
    this.#boxes.set(box, { listener, pid: 0 });
    this.#idle();
    this.#tell({ t: "open", box, args, cwd, env });
    return {
      ask: (line) => this.#tell({ t: "ask", box, line }),
      finish: () => this.#tell({ t: "finish", box }),
      end: () => {
        const { pid = 0 } = this.#boxes.get(box) ?? {};
        this.#tell({ t: "end", box });
        // Even if the supervisor has been stopped, the box ends.
        setTimeout(() => {
          if (!this.#boxes.has(box)) return;
          this.#process.kill("SIGKILL");
          if (pid === 0) this.#lose();
        }, 5000).unref();
      },
    };
  }
}

let supervisor: Supervisor | undefined;

/** Opens a box under the grader's one supervisor, whose file is `file`. */
export function openBox(
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  listener: Listener,
): Box {
  if (supervisor?.alive !== true) supervisor = new Supervisor(file);
  return supervisor.open(args, cwd, env, listener);
}

/** Starts the supervisor before it is needed. */
export function startSupervisor(file: string): void {
  if (supervisor?.alive !== true) supervisor = new Supervisor(file);
}
