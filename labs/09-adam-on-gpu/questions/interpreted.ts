import type { Text } from "@downhill/grader/questions";
import { describeFault, type KernelRun, WgslError } from "@downhill/wgsl";
import { AdapterRefusal } from "./refusals.ts";

/** The faults of dispatches in memory, a sentence for each kind; and what would not run at all. */
export interface Complaints {
  readonly refused?: Text;
  readonly outside?: Text;
  readonly race?: Text;
}

const textOf = ({ message, zh }: WgslError | AdapterRefusal): Text => ({ en: message, zh });

/** Runs something that may complain about a kernel; the complaint becomes data, in both languages. */
export async function heard<T>(run: () => T | Promise<T>): Promise<T | { readonly refused: Text }> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof WgslError || error instanceof AdapterRefusal) return { refused: textOf(error) };
    throw error;
  }
}

export const isRefused = (answer: unknown): answer is { readonly refused: Text } =>
  typeof answer === "object" && answer !== null && Object.hasOwn(answer, "refused");

/** The first fault of each kind. Missing keys are not compared, so that names do not depend on line numbers. */
export function complaintsOf(runs: readonly KernelRun[]): Complaints {
  const faults = runs.flatMap((run) => run.faults);
  const kinds = (["outside", "race"] as const).flatMap((kind) => {
    const first = faults.find((each) => each.kind === kind);
    return first === undefined ? [] : [[kind, describeFault(first)] as const];
  });
  return Object.fromEntries(kinds);
}

/** How many accesses were wrong. */
export const wrongAccesses = (runs: readonly KernelRun[]): number =>
  runs.reduce((sum, { faultCount }) => sum + faultCount, 0);

const headings = {
  refused: { en: "the kernel", zh: "内核" },
  outside: { en: "accesses outside a buffer", zh: "越界访问" },
  race: { en: "races between invocations", zh: "调用之间的数据竞争" },
} as const satisfies Readonly<Record<keyof Complaints, Text>>;

/** The first complaint as a sentence. */
export function aboutComplaints(complaints: Complaints): Text | undefined {
  for (const kind of ["refused", "outside", "race"] as const) {
    const said = complaints[kind];
    if (said !== undefined)
      return { en: `${headings[kind].en}: ${said.en}`, zh: `${headings[kind].zh}：${said.zh}` };
  }
  return undefined;
}
