import type { Probe, Text } from "@downhill/grader/lab";
import { describeFault, type KernelRun } from "@downhill/wgsl";

const kinds: readonly [kind: "outside" | "race", what: Text][] = [
  ["outside", { en: "accesses outside of a buffer", zh: "越界访问" }],
  ["race", { en: "races between invocations", zh: "调用之间的数据竞争" }],
];

/** Says what dispatches on the interpreter did to memory and must not; whether there was nothing to say. */
export function tellFaults(probe: Probe, runs: readonly KernelRun[]): boolean {
  const faults = runs.flatMap((run) => run.faults);
  for (const [kind, what] of kinds) {
    const fault = faults.find((each) => each.kind === kind);
    probe.holds(what, fault === undefined, fault === undefined ? what : describeFault(fault));
  }
  const count = runs.reduce((sum, { faultCount }) => sum + faultCount, 0);
  probe.equal({ en: "accesses that are wrong in this way", zh: "这类错误访问的次数" }, count, 0);
  return count === 0;
}
