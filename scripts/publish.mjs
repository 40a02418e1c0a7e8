// Publishes what is new, from the release workflow: npm signs that a package was built there, and requires its manifest
// to name the repository, which only the workflow knows.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./turbo.mjs";

const { GITHUB_SERVER_URL = "", GITHUB_REPOSITORY = "" } = process.env;
if (GITHUB_REPOSITORY === "") {
  process.stderr.write(
    "Packages are published by .github/workflows/release.yml; nothing is published from here.\n",
  );
  process.exit(1);
}

const packages = path.join(root, "packages");
for (const name of readdirSync(packages)) {
  const file = path.join(packages, name, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const url = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`;
  const repository = { type: "git", url, directory: `packages/${name}` };
  writeFileSync(file, `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`);
}
const { status } = spawnSync("npx", ["changeset", "publish"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, NPM_CONFIG_PROVENANCE: "true" },
});
process.exitCode = status ?? 1;
