import { defineConfig } from "@playwright/test";

/** Another port lets two clones be tested side by side. */
const port = Number(process.env.DOWNHILL_SITE_PORT ?? 4173);
const browser = process.env.DOWNHILL_CHROMIUM;

/** The browser is found by scripts/site.mjs, which reports when there is none. */
export default defineConfig({
  testDir: "tests",
  // No test is about time: a busy machine may take longer.
  timeout: 60_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  webServer: {
    command: `npx docusaurus serve --no-open --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
