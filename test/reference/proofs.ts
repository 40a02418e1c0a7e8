import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Row } from "./row.ts";

/** The result that a test of a package records in its `task.meta.proof`. */
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

/** The test files that record proofs; those tests are named after a law, or PyTorch. */
const noting = (packages: readonly string[]): string[] =>
  packages
    .flatMap((name) =>
      readdirSync(path.join(project, "packages", name, "src")).map((file) => `packages/${name}/src/${file}`),
    )
    .filter(
      (file) =>
        file.endsWith(".test.ts") && readFileSync(path.join(project, file), "utf8").includes("task.meta"),
    );

/** Runs these tests and returns the proofs they recorded, by package and name: the largest difference of each kind. */
export async function proofsOf(...packages: string[]): Promise<Map<string, Pick<Row, "oracle" | "law">>> {
  const folder = mkdtempSync(path.join(tmpdir(), "downhill-reference-"));
  try {
    const report = path.join(folder, "report.json");
    const vitest = path.join(project, "node_modules/vitest/vitest.mjs");
    const args = ["run", ...noting(packages), "-t", "law holds|PyTorch's", "--reporter=json"];
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")),
    );
    // It exits with 1 if a test fails: that test then records nothing, and fails in its package too.
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
