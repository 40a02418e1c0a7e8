import { existsSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";
import type { ViteUserConfig } from "vitest/config";
import { labTests } from "./lab-tests.ts";
import LabReporter from "./reporter.ts";
import type {} from "./vitest-context.ts";

const conditions = ["@downhill/source", "node", "import", "default"];

/** Begins to grade at once, while vitest is still starting, and hands the verdict to the tests. */
function early(folder: string): Plugin {
  const begun = labTests(folder);
  begun.catch(() => undefined);
  return {
    name: "downhill-grade-early",
    async configureVitest({ project }) {
      project.provide("graded", await begun);
    },
  };
}

/**
 * The settings of vitest for the lab in the current folder: its one file of tests, its own report, and nothing that
 * costs time.
 *
 * @example
 * ```ts
 * // labs/vitest.lab.config.ts
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
