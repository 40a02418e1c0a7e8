import { defineConfig } from "vitest/config";

const conditions = ["@downhill/source", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "website/{src,plugins}/**/*.test.ts"],
    environment: "node",
    // No test is about time: a busy machine may take longer.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest would leave one core idle, which is half of a machine of two.
    maxWorkers: "100%",
  },
});
