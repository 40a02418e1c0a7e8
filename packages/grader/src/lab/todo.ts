/** The error of a starter's body that is not written yet; the runner reports it as "not written yet", not as a crash. */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
  readonly task: string;

  constructor(task: string) {
    super(`Task "${task}" is not written yet · 任务 “${task}” 尚未完成`);
    this.task = task;
  }
}

/**
 * A placeholder for the learner's code: a starter's body is `return todo("step")`.
 *
 * @param task The id of the task whose code is missing.
 * @throws {NotWritten} Always.
 * @example
 * ```ts
 * import { todo } from "@downhill/grader/todo";
 * export const double = (x: number): number => todo("double");
 * ```
 */
export const todo = (task: string): never => {
  throw new NotWritten(task);
};

/** True for the error of an unfinished starter, whichever copy of this module threw it. */
export const isNotWritten = (error: unknown): boolean =>
  error instanceof Error && error.name === "NotWritten";
