import type { Probe, Text } from "@downhill/grader/lab";
import { describeFault, type Kernel, type KernelRun } from "@downhill/grader/wgsl";
import type { AdamModule } from "../adam-module.ts";
import { adapter, nameOf, ranOn } from "../devices.ts";
import type { Gpu } from "../gpu.ts";
import { interpreterGpu } from "../interpreter-gpu.ts";
import { elements, expectedPath, pathNames, type Path, pathOn } from "../kernel-path.ts";
import { elementAxis, single, stepAxis } from "../numbers.ts";
import { kernelOf, telling } from "./wgsl.ts";

/** Runs the kernel where everything can be seen, and says what it did to memory. */
async function interpreted(probe: Probe, kernel: Kernel, code: string): Promise<Path | undefined> {
  const runs: KernelRun[] = [];
  const path = await telling(probe, () =>
    pathOn(
      interpreterGpu((run) => runs.push(run)),
      code,
    ),
  );
  const [first] = runs;
  if (path === undefined || first === undefined) return undefined;
  const kinds: readonly [kind: "outside" | "race", what: Text][] = [
    ["outside", { en: "accesses outside of a buffer", zh: "越界访问" }],
    ["race", { en: "races between invocations", zh: "调用之间的数据竞争" }],
  ];
  for (const [kind, what] of kinds) {
    const fault = first.faults.find((each) => each.kind === kind);
    probe.holds(what, fault === undefined, fault === undefined ? what : describeFault(fault));
  }
  probe.equal({ en: "accesses that are wrong in this way", zh: "这类错误访问的次数" }, first.faultCount, 0);
  const outputs = kernel.bindings.filter((each) => each.access === "read_write");
  for (const { name, binding } of outputs) {
    const unwritten = first.unwritten.get(name) ?? [];
    probe.equal(
      {
        en: `elements of ${name} (binding ${binding}) that nobody wrote`,
        zh: `${name}（绑定 ${binding}）中没有写到的元素数`,
      },
      unwritten.length,
      0,
    );
  }
  const bytes = [...first.traffic]
    .filter(([name]) => kernel.bindings.some((each) => each.name === name && each.access !== "uniform"))
    .map(([, { read, written }]) => read + written)
    .reduce((a, b) => a + b, 0);
  probe.note({
    en: `counted: your kernel moves ${(bytes / elements).toFixed(0)} bytes for each parameter`,
    zh: `计数：你的内核平均每个参数读写 ${(bytes / elements).toFixed(0)} 字节`,
  });
  return path;
}

function compare(probe: Probe, gpu: Gpu, path: Path, right: Path): boolean {
  const { en, zh } = nameOf(gpu);
  for (const name of pathNames) {
    const what = { en: `${name} on ${en}`, zh: `${name}（${zh}）` };
    probe.close(what, path[name], right[name], single, [stepAxis, elementAxis]);
  }
  const { relative = 0, absolute = 0 } = single;
  return pathNames.every((name) =>
    right[name].every((values, step) =>
      Array.from(values).every(
        (e, i) => Math.abs(path[name][step]![i]! - e) <= absolute + relative * Math.abs(e),
      ),
    ),
  );
}

/** The kernel on the interpreter; when all is well there, on the machine's adapter too. */
export async function checkKernel({ adamKernel }: AdamModule, probe: Probe): Promise<void> {
  const code: unknown = adamKernel();
  const kernel = await kernelOf(probe, code);
  if (kernel === undefined || typeof code !== "string") return;
  const path = await interpreted(probe, kernel, code);
  if (path === undefined) return;
  const right = expectedPath();
  const interpreter = interpreterGpu();
  const fine = compare(probe, interpreter, path, right);
  if (!fine) return probe.note(ranOn([interpreter], undefined));
  const { gpu, why } = await adapter();
  if (gpu !== undefined) compare(probe, gpu, await pathOn(gpu, code), right);
  probe.note(ranOn([interpreter, ...(gpu === undefined ? [] : [gpu])], why));
}
