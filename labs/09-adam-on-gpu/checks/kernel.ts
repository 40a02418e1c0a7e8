import type { Probe } from "@downhill/grader/lab";
import type { Kernel, KernelRun } from "@downhill/wgsl";
import type { AdamModule } from "../adam-module.ts";
import { adapter, nameOf, ranOn } from "../devices.ts";
import type { Gpu } from "../gpu.ts";
import { interpreterGpu } from "../interpreter-gpu.ts";
import { type Course, courses, exact, expectedPath, pathNames, type Path, pathOn } from "../kernel-path.ts";
import { agrees, elementAxis, stepAxis } from "../numbers.ts";
import { tellFaults } from "./faults.ts";
import { kernelOf, telling } from "./wgsl.ts";

/** Runs the kernel where everything can be seen, and says what it did to memory. */
async function interpreted(
  probe: Probe,
  kernel: Kernel,
  code: string,
  course: Course,
): Promise<{ readonly path: Path; readonly clean: boolean } | undefined> {
  const runs: KernelRun[] = [];
  const gpu = interpreterGpu((run) => runs.push(run));
  const path = await telling(probe, () => pathOn(gpu, code, course));
  const [first] = runs;
  if (path === undefined || first === undefined) return undefined;
  const clean = tellFaults(probe, [first]);
  const outputs = kernel.bindings.filter((each) => each.access === "read_write");
  for (const { name, binding } of outputs) {
    const unwritten = first.unwritten.get(name) ?? [];
    probe.equal(
      {
        en: `elements of ${name} (binding ${binding}) that nobody wrote, of ${course.elements}`,
        zh: `${name}（绑定 ${binding}）的 ${course.elements} 个元素中没有写到的个数`,
      },
      unwritten.length,
      0,
    );
  }
  if (course === courses[0]) noteBytes(probe, kernel, first, course.elements);
  return { path, clean };
}

function noteBytes(probe: Probe, { bindings }: Kernel, { traffic }: KernelRun, elements: number): void {
  const bytes = [...traffic]
    .filter(([name]) => bindings.some((each) => each.name === name && each.access !== "uniform"))
    .map(([, { read, written }]) => read + written)
    .reduce((a, b) => a + b, 0);
  probe.note({
    en: `counted: your kernel moves ${(bytes / elements).toFixed(0)} bytes for each parameter`,
    zh: `计数：你的内核平均每个参数读写 ${(bytes / elements).toFixed(0)} 字节`,
  });
}

function compare(probe: Probe, gpu: Gpu, path: Path, course: Course): boolean {
  const right = expectedPath(course);
  const { en, zh } = nameOf(gpu);
  for (const name of pathNames) {
    const what = {
      en: `${name} on ${en} (${course.name.en})`,
      zh: `${name}（${zh}，${course.name.zh}）`,
    };
    probe.close(what, path[name], right[name], exact, [stepAxis, elementAxis]);
  }
  return pathNames.every((name) =>
    right[name].every((values, step) => agrees(path[name][step], values, exact)),
  );
}

/** The kernel on the interpreter; when all is well there, on the machine's adapter too. */
export async function checkKernel({ adamKernel }: AdamModule, probe: Probe): Promise<void> {
  const code: unknown = adamKernel();
  const kernel = await kernelOf(probe, code);
  if (kernel === undefined || typeof code !== "string") return;
  const interpreter = interpreterGpu();
  let fine = true;
  for (const course of courses) {
    const run = await interpreted(probe, kernel, code, course);
    if (run === undefined) return;
    fine = compare(probe, interpreter, run.path, course) && run.clean && fine;
  }
  if (!fine) return probe.note(ranOn([interpreter], undefined));
  const { gpu, why } = await adapter();
  if (gpu !== undefined)
    for (const course of courses) {
      const path = await telling(probe, () => pathOn(gpu, code, course));
      if (path === undefined) break;
      compare(probe, gpu, path, course);
    }
  probe.note(ranOn([interpreter, ...(gpu === undefined ? [] : [gpu])], why));
}
