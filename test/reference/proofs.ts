import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Row } from "./row.ts";

/** What a test of a package notes of what it found, in its `task.meta.proof`. */
interface Proof {
  readonly package: string;
  readonly name: string;
  readonly oracle?: string;
  readonly law?: string;
  readonly difference: number;
}
interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly meta: { readonly proof?: Proof } }[];
  }[];
}

const project = path.resolve(import.meta.dirname, "../..");

/** The files of packages with tests that note proofs; those are named after a law, or PyTorch. */
const noting = (packages: readonly string[]): string[] =>
  packages
    .flatMap((name) =>
      readdirSync(path.join(project, "packages", name, "src")).map((file) => `packages/${name}/src/${file}`),
    )
    .filter(
      (file) =>
        file.endsWith(".test.ts") && readFileSync(path.join(project, file), "utf8").includes("task.meta"),
    );

/** Runs these tests and answers the proofs they noted, by package and name: of each kind, the largest difference. */
export async function proofsOf(...packages: string[]): Promise<Map<string, Pick<Row, "oracle" | "law">>> {
  const folder = mkdtempSync(path.join(tmpdir(), "downhill-reference-"));
  try {
    const report = path.join(folder, "report.json");
    const vitest = path.join(project, "node_modules/vitest/vitest.mjs");
    const args = ["run", ...noting(packages), "-t", "law holds|PyTorch's", "--reporter=json"];
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")),
    );
    // It ends with 1 when a test fails: then that test notes nothing, and fails in its package too.
    await promisify(execFile)(process.execPath, [vitest, ...args, `--outputFile=${report}`], {
      cwd: project,
      env,
    }).catch(() => undefined);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const proofs = new Map<string, Pick<Row, "oracle" | "law">>();
    for (const { meta } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (meta.proof === undefined) continue;
      const { package: owner, name, oracle, law, difference } = meta.proof;
      const before = proofs.get(`${owner}.${name}`);
      const larger = (found: { difference: number } | undefined) =>
        Math.max(difference, found?.difference ?? 0);
      proofs.set(`${owner}.${name}`, {
        ...before,
        ...(oracle !== undefined && { oracle: { libraries: [oracle], difference: larger(before?.oracle) } }),
        ...(law !== undefined && { law: { tex: law, difference: larger(before?.law) } }),
      });
    }
    return proofs;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
