import { existsSync } from "node:fs";
import path from "node:path";
import type { Plugin, ViteUserConfig } from "vitest/config";
import { startTest } from "../../bin/start-test.mjs";
import type { Verdict } from "../judge/verdict.ts";
import LabReporter from "./reporter.ts";
import { type Graded, graded } from "./vitest-context.ts";

const conditions = ["@downhill/source", "node", "import", "default"];

async function gradedIn(folder: string): Promise<Graded> {
  const { code, out, err } = await startTest(folder);
  const notice = err.trim();
  return out === "" ? { code, notice } : { code, notice, verdict: JSON.parse(out) as Verdict };
}

/** Starts grading at once, while vitest is still starting, and passes the verdict to the tests. */
function early(folder: string): Plugin {
  const begun = gradedIn(folder);
  begun.catch(() => undefined);
  return {
    name: "downhill-grade-early",
    // oxlint-disable-next-line typescript/no-misused-promises -- vitest awaits this hook, though its type is void
    configureVitest: async ({ project }): Promise<void> => {
      project.provide(graded, await begun);
    },
  };
}

/**
 * The settings of vitest for the lab in the current folder: the test file that all labs share and the lab's own
 * report, without anything that takes time.
 *
 * @example
 * ```ts no-run: it grades the lab in the current folder
 * // the settings that all labs share
 * import { labConfig } from "@downhill/grader/vitest-config";
 * export default labConfig();
 * ```
 */
export const labConfig = (folder = process.cwd()): ViteUserConfig => ({
  root: path.dirname(folder),
  plugins: existsSync(path.join(folder, "lab.ts")) ? [early(folder)] : [],
  // For a folder with a name that is not valid in an address, downhill-lab uses a link, which must not be resolved.
  resolve: { conditions, preserveSymlinks: /[#?%]/.test(folder) },
  ssr: { resolve: { conditions } },
  test: {
    include: ["lab.test.ts"],
    reporters: [new LabReporter()],
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    watch: false,
    testTimeout: 60_000,
  },
});
