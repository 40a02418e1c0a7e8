import type { Plan } from "./plan.ts";

/** What was compiled, and why again if it was. */
export interface Compilation {
  /** For how many forms of the inputs the step is compiled now. */
  readonly count: number;
  /** What runs it: the engine and its version. */
  readonly engine: string;
  readonly milliseconds: number;
  /** The same as a sentence. */
  readonly en: string;
  readonly zh: string;
}

/** What is told about a plan; `changed` names an input whose form was not met before. */
export function compilation(
  count: number,
  { engine, milliseconds }: Plan,
  changed: string | undefined,
): Compilation {
  const time = Math.round(milliseconds);
  const [en, zh] =
    changed === undefined
      ? ["", ""]
      : [
          `, anew because of ${changed} among the inputs; batches of one size need no other compilation`,
          `；重新编译是因为输入中有 ${changed}；各批次大小一致就不必重新编译`,
        ];
  return {
    count,
    engine,
    milliseconds,
    en: `compile: compiled in ${time} ms for ${engine}${en}`,
    zh: `compile：用 ${time} 毫秒编译完成，由 ${engine} 运行${zh}`,
  };
}

/** Prints it, unless it is the first. */
export function tell({ count, en, zh }: Compilation): void {
  if (count > 1) console.error(`${en}\n${zh}`);
}
