import { existsSync } from "node:fs";
import path from "node:path";
import type { Plugin, ViteUserConfig } from "vitest/config";
import { labTests } from "./lab-tests.ts";
import LabReporter from "./reporter.ts";
import { graded } from "./vitest-context.ts";

const conditions = ["@downhill/source", "node", "import", "default"];

/** Begins to grade at once, while vitest is still starting, and hands the verdict to the tests. */
function early(folder: string): Plugin {
  const begun = labTests(folder);
  begun.catch(() => undefined);
  return {
    name: "downhill-grade-early",
    // oxlint-disable-next-line typescript/no-misused-promises -- vitest awaits this hook, though its type says void
    configureVitest: async ({ project }): Promise<void> => {
      project.provide(graded, await begun);
    },
  };
}

/**
 * The settings of vitest for the lab in the current folder: its one file of tests, its own report, and nothing that
 * costs time.
 *
 * @example
 * ```ts
 * // a lab's vitest.config.ts
 * import { labConfig } from "@downhill/grader/vitest-config";
 * export default labConfig();
 * ```
 */
export const labConfig = (folder = process.cwd()): ViteUserConfig => ({
  plugins: existsSync(path.join(folder, "lab.ts")) ? [early(folder)] : [],
  resolve: { conditions },
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
