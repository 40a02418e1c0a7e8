import path from "node:path";
import { defineConfig } from "vitest/config";

const conditions = ["@downhill/source", "node", "import", "default"];

/** The tests that need a particular device; `npm run test:devices` checks whether it is there. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, "..", ".."),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/devices/**/*.spec.ts"],
    environment: "node",
    // A software adapter takes all cores for one kernel.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
