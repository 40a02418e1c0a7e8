import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { channel, gauge, type Said, type Stop } from "./protocol.ts";

/*
 * A thread next to the learner's code. It ends the process if that code computes for too long, waits for something
 * that never happens, or fills the memory. It measures CPU time, so that a busy machine does not cost points.
 */
const { memory, names, megabytes } = workerData as {
  readonly memory: SharedArrayBuffer;
  readonly names: readonly string[];
  readonly megabytes: number;
};
const seen = new Float64Array(memory);

const computed = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function end(why: Stop): void {
  const inside = seen[gauge.inside]! > 0 ? (names[seen[gauge.calls]!] ?? "import") : "";
  const said: Said = { t: "stopped", why, inside };
  try {
    writeSync(channel, `\n${JSON.stringify(said)}\n`);
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}

/** A full memory means a list that grows, although garbage collection may use up the time before the memory is full. */
const much = megabytes / 4;
const held = (): number => process.memoryUsage.rss() / 2 ** 20;

let [last, since] = [computed(), performance.now()];
setInterval(() => {
  const now = computed();
  if (held() > megabytes) end("memory");
  if (seen[gauge.asking] === 0) {
    [last, since] = [now, performance.now()];
    return;
  }
  if (now - seen[gauge.began]! > seen[gauge.limit]!) end(held() > much ? "memory" : "time");
  if (Number(process.hrtime.bigint()) / 1e9 > seen[gauge.deadline]!) end("clock");
  // The thread itself uses some CPU time; waiting means using less than a fiftieth of the time.
  if (now - last > 0.02 * ((performance.now() - since) / 1000)) [last, since] = [now, performance.now()];
  else if (performance.now() - since > seen[gauge.idle]! * 1000) end("idle");
}, 40);
