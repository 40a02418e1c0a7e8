import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { grade } from "@downhill/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

// Labs may be reached through a link to where they are: the bundler follows it, and names files from there.
const labs = path.resolve(import.meta.dirname, "../../labs");
let base: string;
let folder: string;
beforeAll(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), "downhill-linked-")));
  const root = path.join(base, "some", "deeper", "course");
  mkdirSync(root, { recursive: true });
  symlinkSync(labs, path.join(root, "labs"), "junction");
  folder = path.join(root, "labs", "08-adam");
});
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 3 }));

test(
  "a lab behind a link keeps back what it withholds and gives the rest",
  { timeout: 120_000 },
  async () => {
    const text = readFileSync(path.join(folder, "key", "solution.ts"), "utf8");
    const { points, of } = await grade(folder, { text });
    expect(points).toBe(of);
    const { tasks } = await grade(folder, {
      text: `import { adam as rule } from "@downhill/optimizers";\nvoid rule;\n${text}`,
    });
    expect(tasks.every(({ points: each }) => each === 0)).toBe(true);
  },
);
