import path from "node:path";
import envPaths from "env-paths";

/** The learner's own folder in a course, ignored by git: progress, and what desks began with. */
export const homeOf = (root: string): string => path.join(root, ".downhill");

/**
 * A user folder outside every course, which `git clean` and deleting a clone do not affect: `DOWNHILL_HOME`,
 * or the place where this system keeps programs' data.
 */
export function keptFolder(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env["DOWNHILL_HOME"];
  return asked === undefined || asked === ""
    ? envPaths("downhill", { suffix: "" }).data
    : path.resolve(asked);
}

/** A time as a file name that is valid on every system. */
export const stamp = (date: Date): string => date.toISOString().replace(/[:.]/g, "-");
