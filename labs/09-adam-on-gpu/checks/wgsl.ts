import type { Probe, Text } from "@downhill/grader/lab";
import { compileKernel, type Kernel, WgslError } from "@downhill/wgsl";
import { AdapterRefusal } from "../refusals.ts";

const what: Text = { en: "the kernel", zh: "内核" };

/** Runs something that may complain about a kernel, and tells the learner in both languages. */
export async function telling<T>(probe: Probe, run: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof WgslError || error instanceof AdapterRefusal)) throw error;
    probe.holds(what, false, { en: error.message, zh: error.zh });
    return undefined;
  }
}

const access = { uniform: "uniform", read: "read", read_write: "read_write" } as const;

/** The kernel that a learner wrote, if it is one and declares what is bound. */
export async function kernelOf(probe: Probe, code: unknown): Promise<Kernel | undefined> {
  const found = code === null ? "null" : typeof code;
  probe.holds({ en: "what adamKernel returns", zh: "adamKernel 的返回值" }, found === "string", {
    en: `it must be the program as a string, and it is ${found}; write return \`…\``,
    zh: `应当是字符串形式的程序，实际却是 ${found}；请写 return \`…\``,
  });
  if (typeof code !== "string") return undefined;
  const kernel = await telling(probe, () => compileKernel(code));
  if (kernel === undefined) return undefined;
  const declared = kernel.bindings
    .toSorted((a, b) => a.binding - b.binding)
    .map((each) => `${each.binding} ${access[each.access]}`);
  const wanted = ["0 uniform", "1 read_write", "2 read", "3 read_write", "4 read_write"];
  probe.equal({ en: "the bindings that the kernel declares", zh: "内核声明的绑定" }, declared, wanted);
  probe.equal(
    { en: "invocations in a workgroup", zh: "一个工作组的调用数" },
    kernel.workgroupSize.reduce((a, b) => a * b),
    64,
  );
  return declared.join() === wanted.join() ? kernel : undefined;
}
