import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// A version that may not move is explained where it is set: in its package.json, under "//", which npm leaves alone.
const project = path.resolve(import.meta.dirname, "..");
const below = (folder: string): string[] =>
  readdirSync(path.join(project, folder), { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name !== "node_modules")
    .map(({ name }) => `${folder}/${name}/package.json`);
const files = ["package.json", "website/package.json", ...below("packages"), ...below("labs")];

type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly "//"?: Versions;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly overrides?: Versions;
}

/** A range that leaves the next minor out; our own packages have one version and name each other by it. */
const pinned = ([name, version]: readonly [string, string]): boolean =>
  !name.startsWith("@downhill/") && !/^(\^|>=)/.test(version);

/** What a manifest holds back: pins and overrides. */
function heldBack(manifest: Manifest): ReadonlySet<string> {
  const { dependencies, devDependencies, peerDependencies, overrides = {} } = manifest;
  const all = [dependencies, devDependencies, peerDependencies].flatMap((each) => Object.entries(each ?? {}));
  return new Set([...all.filter(pinned).map(([name]) => name), ...Object.keys(overrides)]);
}

test.each(files)("%s gives the reason for each version that it holds back", (file) => {
  const manifest = JSON.parse(readFileSync(path.join(project, file), "utf8")) as Manifest;
  const reasons = manifest["//"] ?? {};
  expect(Object.keys(reasons).toSorted()).toEqual([...heldBack(manifest)].toSorted());
  for (const reason of Object.values(reasons)) expect(reason).toMatch(/\.$/);
});

test("a range with a caret moves, one with a tilde or none does not", () => {
  const devDependencies = {
    a: "^1.2.3",
    b: "~1.2.3",
    c: "1.2.3",
    d: "1.2",
    e: ">=4.1 <5",
    "@downhill/f": "0.1.0",
  };
  expect([...heldBack({ devDependencies, overrides: { g: "1.0.0" } })]).toEqual(["b", "c", "d", "g"]);
});
