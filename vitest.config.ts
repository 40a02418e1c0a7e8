import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

const conditions = ["@downhill/source", "node", "import", "default"];
const include = ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "website/{src,plugins}/**/*.test.ts"];
const lessons = "test/labs/lessons/**/*.test.ts";

/** The tests that replace a module, or a function of the process: they need both to themselves. */
const replacing = ["packages", "test", "website/src", "website/plugins"]
  .filter((folder) => existsSync(path.join(import.meta.dirname, folder)))
  .flatMap((folder) =>
    readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join(folder, name.replaceAll("\\", "/")),
    ),
  )
  .filter((file) => file.endsWith(".test.ts") && !file.includes("/node_modules/"))
  .filter((file) =>
    /vi\.mock\(|vi\.spyOn\(process/.test(readFileSync(path.join(import.meta.dirname, file), "utf8")),
  );

/** The files of a worker share its modules: loading them anew for each took as long as the tests. */
const sharing = { isolate: false, setupFiles: ["test/setup/left-behind.ts"] };

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    environment: "node",
    // No test is about time: a busy machine may take longer.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest would leave one core idle, which is half of a machine of two.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          ...sharing,
          name: "shared",
          include,
          exclude: [...replacing, lessons, "**/node_modules/**"],
        },
      },
      { extends: true, test: { name: "apart", include: replacing } },
      // They train: `npm run labs:lessons` runs them.
      { extends: true, test: { ...sharing, name: "lessons", include: [lessons] } },
    ],
  },
});
