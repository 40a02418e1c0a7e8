import type * as WorkerThreads from "node:worker_threads";
import { DeviceError } from "../devices/device-error.ts";
import { nodeRequire } from "./node-require.ts";
import type { Loop, Threads } from "./simd.ts";

/** How many elements a thread takes at a time: of Adam's four arrays 512 KB, which the cache of a core holds. */
const portion = 2 ** 15;

/** With fewer elements, waking another thread (about 0.1 ms) takes longer than its help saves. */
const worthwhile = 2 ** 18;

/** What the threads share. */
interface Job {
  /** Counts the jobs; idle helpers wait on it. */
  readonly jobs: Int32Array;
  /** Portions not taken yet, below one when there are none; and those not yet done. */
  readonly untaken: Int32Array;
  readonly undone: Int32Array;
  /** 1 once a portion has failed. */
  readonly failed: Int32Array;
  /** The loop's number, a portion's size, how many elements, addresses and values; the addresses; the values. */
  readonly order: Float64Array & Readonly<Record<0 | 1 | 2 | 3 | 4, number>>;
}

/**
 * Threads that help with loops over a shared memory. The first loop long enough starts them, and none is waited for:
 * any thread that is awake takes the next portion, so a thread that sleeps, starts, or has lost its core to another
 * program costs nothing. They do not keep a process alive.
 *
 * @param count how many, including the calling thread; there are no helpers if it is 1 or outside Node.
 */
export function threadsOver(memory: WebAssembly.Memory, count: number): Threads | undefined {
  if (nodeRequire === undefined || count < 2) return undefined;
  const { Worker } = nodeRequire("node:worker_threads") as typeof WorkerThreads;
  const counter = () => new Int32Array(new SharedArrayBuffer(4));
  const order = new Float64Array(new SharedArrayBuffer(2048)) as Job["order"];
  const job: Job = { jobs: counter(), untaken: counter(), undone: counter(), failed: counter(), order };
  let helpers: InstanceType<typeof Worker>[] | undefined;
  let told = 0;

  const start = () =>
    Array.from({ length: count - 1 }, () => {
      const worker = new Worker(helper, { eval: true, execArgv: [], workerData: { memory, job } });
      worker.unref();
      return worker;
    });
  const tell = (module: WebAssembly.Module) => {
    for (const worker of (helpers ??= start())) worker.postMessage(module, []);
    return told++;
  };

  return (module, alone) => {
    let number: number | undefined;
    return (count, addresses, values) => {
      if (count < worthwhile) return alone(count, addresses, values);
      number ??= tell(module);
      const portions = Math.ceil(count / portion);
      order.set([number, portion, count, addresses.length, values.length, ...addresses, ...values]);
      Atomics.store(job.undone, 0, portions);
      Atomics.store(job.untaken, 0, portions); // last, since a thread that takes a portion reads the order
      Atomics.add(job.jobs, 0, 1);
      Atomics.notify(job.jobs, 0, portions - 1);
      const fault = takePortions(job, () => alone);
      for (let left; (left = Atomics.load(job.undone, 0)) > 0;) Atomics.wait(job.undone, 0, left);
      if (Atomics.exchange(job.failed, 0, 0) === 1) throw fault ?? new DeviceError("thread-failed", failure);
    };
  };
}

const failure = {
  en: "wasm: a pass over memory failed in a helping thread; please report this, and set DOWNHILL_THREADS=1 to run without helpers",
  zh: "wasm：一个辅助线程在处理内存时出错；请报告这个问题，并可设 DOWNHILL_THREADS=1，不用辅助线程",
};

/**
 * Runs portions of the job until none is left, and returns the error, if there was one. A helper gets this function as
 * source text, so it uses nothing from outside.
 */
function takePortions(
  { untaken, undone, failed, order }: Omit<Job, "jobs">,
  loopAt: (number: number) => Loop,
): unknown {
  let fault: unknown;
  for (let left; (left = Atomics.sub(untaken, 0, 1)) > 0;) {
    const { 0: number, 1: portion, 2: count, 3: width, 4: rest } = order;
    const from = (left - 1) * portion;
    const addresses = [...order.subarray(5, 5 + width)].map((address) => address + 4 * from);
    const values = [...order.subarray(5 + width, 5 + width + rest)];
    try {
      loopAt(number)(Math.min(portion, count - from), addresses, values);
    } catch (error) {
      fault ??= error;
      Atomics.store(failed, 0, 1);
    }
    if (Atomics.sub(undone, 0, 1) === 1) Atomics.notify(undone, 0);
  }
  return fault;
}

/** The code of a helper. The calling thread blocks while it waits, so modules are read from the port by hand. */
const helper = `
const { parentPort, receiveMessageOnPort, workerData } = require("node:worker_threads");
const { memory, job } = workerData;
const loops = [];
const loopAt = (number) => {
  while (loops.length <= number) {
    const module = receiveMessageOnPort(parentPort).message;
    const { pass } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    loops.push((count, addresses, values) => pass(count, ...addresses, ...values));
  }
  return loops[number];
};
const takePortions = ${takePortions.toString()};
for (let seen = 0; ; ) {
  Atomics.wait(job.jobs, 0, seen);
  seen = Atomics.load(job.jobs, 0);
  takePortions(job, loopAt);
}`;
