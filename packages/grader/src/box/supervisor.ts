import { type ChildProcess, spawn } from "node:child_process";
import type { ToGrader, ToSupervisor } from "./supervisor-protocol.ts";

/*
 * Sits between the grader and its boxes, so that a signal to a box's parent does no harm, and no box outlives the
 * grader. It passes on the boxes' messages, up to a limit.
 */
const limits = { out: 64 * 1024, said: 64 * 1024 * 1024 } as const;

const boxes = new Map<number, ChildProcess>();
const tell = (message: ToGrader): void => void process.send?.(message);

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // A separate process group, so that nothing it started is left; Windows has no groups.
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/**
 * A message must come after the output printed before it, although the two use different pipes: that one is read first.
 */
const tellAfterPrinted = (message: ToGrader): void => void setImmediate(() => tell(message));

/** Passes a stream on up to a size, and counts what was left out. */
function relay(box: number, from: "out" | "said", stream: NodeJS.ReadableStream, limit: number): void {
  let passed = 0;
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const kept = text.slice(0, Math.max(0, limit - passed));
    passed += kept.length;
    (from === "said" ? tellAfterPrinted : tell)({ t: from, box, text: kept, cut: text.length - kept.length });
  });
}

function open({ box, args, cwd, env }: Extract<ToSupervisor, { t: "open" }>): void {
  const child = spawn(process.execPath, args, {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    cwd,
    env,
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  boxes.set(box, child);
  child.stdin.on("error", () => undefined);
  for (const at of [1, 2] as const) relay(box, "out", child.stdio[at] as NodeJS.ReadableStream, limits.out);
  relay(box, "said", child.stdio[3] as NodeJS.ReadableStream, limits.said);
  tell({ t: "opened", box, pid: child.pid ?? 0 });
  child.once("error", (error) => tell({ t: "out", box, text: error.message, cut: 0 }));
  child.once("close", (code, signal) => {
    end(child);
    boxes.delete(box);
    tellAfterPrinted({ t: "closed", box, code, signal });
  });
}

process.on("message", (message: ToSupervisor) => {
  const child = boxes.get(message.box);
  switch (message.t) {
    case "open":
      return open(message);
    case "ask":
      return void child?.stdin?.write(`${message.line}\n`);
    case "finish":
      return void child?.stdin?.end();
    case "end":
      return child === undefined ? undefined : end(child);
  }
});
process.on("disconnect", () => {
  for (const child of boxes.values()) end(child);
  process.exit(0);
});
// The terminal's Ctrl-C goes to the grader, which ends its boxes.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
