import { defineConfig } from "vitest/config";

const conditions = ["@downhill/source", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    environment: "node",
    // Vitest would leave one core idle, which is half of a machine of two.
    maxWorkers: "100%",
  },
});
