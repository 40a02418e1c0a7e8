import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foldIn, key, uniform } from "@downhill/tensor";
import { build } from "tsdown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "./fixtures/killed-run.ts";
import { tensorsOf } from "./state.ts";

const steps = 96;
const kills = 50;
const home = mkdtempSync(join(tmpdir(), "downhill-kill-"));
const child = join(home, "child.mjs");
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));

// Fifty processes must start quickly: one plain file, without TensorFlow.js, does.
beforeAll(async () => {
  const entry = join(home, "entry.ts");
  const fixture = join(import.meta.dirname, "fixtures", "killed-run.ts");
  writeFileSync(
    entry,
    `import { main } from ${JSON.stringify(fixture)};\nawait main(process.argv.slice(2));\n`,
  );
  await build({
    config: false,
    logLevel: "silent",
    cwd: home,
    entry: { child: entry },
    outDir: home,
    clean: false,
    format: "esm",
    platform: "node",
    target: "node20",
    dts: false,
    deps: { alwaysBundle: [/^@downhill/], neverBundle: [/^@tensorflow/] },
    inputOptions: {
      resolve: { conditionNames: ["@downhill/source", "node", "import", "default"] },
    },
  });
}, 60_000);

interface Life {
  readonly killed: boolean;
  readonly errors: string;
  readonly begun: number;
  readonly saved: readonly number[];
}

/** One process on the folder, which dies during a write (`how` tells which), or is killed some milliseconds after its start. */
async function live(folder: string, how: readonly string[] | number): Promise<Life> {
  const inside = typeof how === "number" ? [] : how;
  const process_ = spawn(process.execPath, [child, folder, String(steps), ...inside]);
  let [out, errors] = ["", ""];
  let timer: NodeJS.Timeout | undefined;
  process_.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  process_.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (typeof how === "number") timer ??= setTimeout(() => process_.kill("SIGKILL"), how);
  });
  const signal = await new Promise((resolve) => {
    process_.on("close", (_code, by) => resolve(by));
  });
  clearTimeout(timer);
  const numbers = (word: string): number[] =>
    [...out.matchAll(new RegExp(`^${word} (\\d+)\\n`, "gm"))].map(([, n]) => Number(n));
  return { killed: signal === "SIGKILL", errors, begun: numbers("begun")[0] ?? -1, saved: numbers("saved") };
}

const moments = ["opened", "written", "flushed", "renamed"] as const;

test(`killed ${kills} times at random moments, a run loses nothing it saved, and ends as if it had never been killed`, async () => {
  const whole = join(home, "whole");
  const unbroken = await main([whole, String(steps)], () => undefined);
  const files = readdirSync(whole);
  expect(files.length).toBeGreaterThan(3);

  const chance = await uniform(foldIn(key(1), 0), [kills * 4, 3]).data();
  const folder = join(home, "killed");
  const deaths = { inside: 0, outside: 0 };
  let [saved, halfWritten] = [0, 0];
  const check = ({ begun, saved: now, errors }: Life): void => {
    expect(errors).toBe("");
    // A process killed before it started reports nothing.
    if (begun >= 0) expect(begun).toBeGreaterThanOrEqual(saved);
    saved = Math.max(saved, ...now);
  };
  for (let life = 0; deaths.inside + deaths.outside < kills; life++) {
    const [which, where, when] = Array.from(chance.subarray(3 * life, 3 * life + 3)) as [
      number,
      number,
      number,
    ];
    const inside = which < 0.5;
    const how = inside ? [moments[Math.floor(4 * where)]!, String(1 + Math.floor(6 * when))] : 50 * when;
    const one = await live(folder, how);
    check(one);
    if (one.killed) {
      deaths[inside ? "inside" : "outside"]++;
      halfWritten += readdirSync(folder).filter((file) => file.endsWith(".tmp")).length;
    } else {
      compare(whole, folder);
      rmSync(folder, { recursive: true });
      saved = 0;
    }
  }
  const last = await live(folder, []);
  check(last);
  expect(last.killed).toBe(false);
  compare(whole, folder);
  expect(Math.min(deaths.inside, deaths.outside)).toBeGreaterThan(10);
  expect(halfWritten).toBeGreaterThan(5);

  // The returned values, not only the written files.
  const copy = join(home, "copy");
  cpSync(folder, copy, { recursive: true });
  const resumed = await main([copy, String(steps)], () => undefined);
  expect(resumed.history).toEqual(unbroken.history);
  expect(resumed.bestStep).toBe(unbroken.bestStep);
  expect(await bits(resumed.params)).toEqual(await bits(unbroken.params));
}, 240_000);

/** The same files, byte for byte: parameters, moments, statistics, history, memory, manifest; and nothing left over. */
function compare(expected: string, found: string): void {
  expect(readdirSync(found)).toEqual(readdirSync(expected));
  for (const file of readdirSync(expected)) {
    expect(readFileSync(join(found, file)).equals(readFileSync(join(expected, file))), file).toBe(true);
  }
}

const bits = async (tree: unknown): Promise<readonly (readonly number[])[]> =>
  Promise.all(tensorsOf(tree).map(async (t) => Array.from(await t.data())));
