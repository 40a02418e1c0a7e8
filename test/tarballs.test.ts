import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

// What `npm publish` would upload of each package: what its users need, and nothing that only its tests do.
const project = path.resolve(import.meta.dirname, "..");
const folders = readdirSync(path.join(project, "packages")).map((name) => `packages/${name}`);
const read = (file: string): string => readFileSync(path.join(project, file), "utf8");

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly "@downhill/source": string }>>;
}
interface Tarball {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

const packing = ["pack", "--dry-run", "--json", ...folders.flatMap((folder) => ["--workspace", folder])];
const tarballs = JSON.parse(
  execFileSync("npm", packing, {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  }),
) as readonly Tarball[];

/** The files of a package that its entries import, directly or not, types too. */
function imported(folder: string): ReadonlySet<string> {
  const { exports } = JSON.parse(read(`${folder}/package.json`)) as Manifest;
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const { importedFiles, referencedFiles } = ts.preProcessFile(read(`${folder}/${file}`), true, true);
    for (const { fileName } of [...importedFiles, ...referencedFiles])
      if (fileName.startsWith(".")) visit(path.posix.join(path.posix.dirname(file), fileName));
  };
  for (const target of Object.values(exports))
    if (typeof target === "object") visit(path.posix.normalize(target["@downhill/source"]));
  return found;
}

describe.each(folders)("%s", (folder) => {
  const { name } = JSON.parse(read(`${folder}/package.json`)) as Manifest;
  const files = tarballs.find((tarball) => tarball.name === name)!.files.map((file) => file.path);

  test("has the licence and the README", () => {
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(read(`${folder}/LICENSE`)).toBe(read("LICENSE"));
  });

  test("has all that its entries import", () => {
    expect([...imported(folder)].filter((file) => !files.includes(file))).toEqual([]);
  });

  test("has no other sources: no tests, no types of tests, no snapshots, nothing that only tests import", () => {
    const needed = imported(folder);
    const sources = files.filter((file) => file.startsWith("src/") && !typesOfDependency(folder, file));
    expect(sources.filter((file) => !needed.has(file))).toEqual([]);
  });
});

/** Types that we wrote for a dependency without types: compiling the sources needs them. */
function typesOfDependency(folder: string, file: string): boolean {
  const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as Manifest;
  if (!file.endsWith(".d.ts")) return false;
  const [, described = ""] = /^declare module "([^"]+)"/m.exec(read(`${folder}/${file}`)) ?? [];
  return Object.keys(dependencies).some((name) => `${described}/`.startsWith(`${name}/`));
}

test("every data set is packed with its credit and the text of its licence", () => {
  const files = tarballs.find(({ name }) => name === "@downhill/data")!.files.map((file) => file.path);
  const sets = new Set(files.flatMap((file) => /^assets\/([^/]+)\//.exec(file)?.[1] ?? []));
  expect(sets.size).toBe(6);
  for (const set of sets)
    expect(files).toEqual(expect.arrayContaining([`assets/${set}/CREDIT.md`, `assets/${set}/LICENSE`]));
});
