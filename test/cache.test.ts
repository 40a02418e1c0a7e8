import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ProjectCopy } from "./contributing/project-copy.ts";

// What runs again after a change, and what comes from turbo's cache: asked of turbo itself, in a copy of the project.
const project = path.resolve(import.meta.dirname, "..");
const parts = [".gitignore", "package.json", "package-lock.json", "turbo.json", "tsconfig.json", "LICENSE"];
const copy = new ProjectCopy(project, [
  ...parts,
  "packages",
  "labs",
  "scripts",
  "test",
  "website/package.json",
]);
afterAll(() => copy[Symbol.dispose]());

const cached = ["//#types", "//#test:packages", "//#test:laws", "//#site:examine", "//#test:packed"];

/** The tasks, each with the hash of all that it reads. */
function hashes(): ReadonlyMap<string, string> {
  const turbo = path.join(project, "node_modules", "turbo", "bin", "turbo");
  const out = execFileSync(process.execPath, [turbo, "run", "gate", ...cached, "--dry=json"], {
    cwd: copy.root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  const { tasks } = JSON.parse(out) as {
    readonly tasks: readonly { readonly taskId: string; readonly hash: string; readonly command: string }[];
  };
  const real = tasks.filter(({ command }) => command !== "<NONEXISTENT>");
  return new Map(real.map(({ taskId, hash }) => [taskId, hash]));
}

/** The tasks that run again once a line was added to a file. */
function againAfter(file: string): string[] {
  const before = hashes();
  appendFileSync(path.join(copy.root, file), "\n");
  const after = hashes();
  return [...after.keys()].filter((task) => after.get(task) !== before.get(task)).toSorted();
}

const gates = readdirSync(path.join(project, "labs"))
  .filter((name) => /^\d+-/.test(name))
  .map((name) => `@downhill/lab-${name}#gate`);

test("all of these are known to turbo", () => {
  expect([...hashes().keys()]).toEqual(expect.arrayContaining([...cached, ...gates]));
});

test("without a change nothing runs again", () => {
  expect(hashes()).toEqual(hashes());
});

test("a change in one lab: its own gate, the laws across all, the site that shows it; no other gate", () => {
  expect(againAfter("labs/08-adam/key/solution.ts")).toEqual([
    "//#site:examine",
    "//#test:laws",
    "//#test:packed",
    "//#types",
    "@downhill/lab-08-adam#gate",
  ]);
});

test("a change in a package: the gates of the labs that use it, and all tests", () => {
  const again = againAfter("packages/autograd/src/tape.ts");
  expect(again).toEqual(expect.arrayContaining([...cached, "@downhill/lab-04-autograd#gate"]));
  expect(again).not.toContain("@downhill/lab-02-gradient-descent#gate");
});

test("a change in a law: no package's tests and no gate", () => {
  expect(againAfter("test/norms.test.ts")).toEqual(["//#test:laws", "//#types"]);
});
