import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/packed/*.spec.ts"],
    environment: "node",
    // No test is about time: a busy machine may take longer.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
