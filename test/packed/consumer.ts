import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const windows = process.platform === "win32";

/**
 * A folder in which only the packages are installed: the tarball that `npm pack` makes of each is unpacked, and their
 * dependencies are links to this repository's, so that no network is needed. Optional peers
 * are missing.
 */
export class Consumer implements Disposable {
  readonly root: string;
  /** What can be imported of the packages: `@downhill/tensor/trace` and so on. */
  readonly entries: readonly string[];

  constructor(project: string, packages: readonly string[]) {
    this.root = mkdtempSync(path.join(realpathSync(tmpdir()), "downhill-packed-"));
    const tarballs = path.join(this.root, "tarballs");
    mkdirSync(tarballs);
    const workspaces = packages.flatMap((name) => ["--workspace", `packages/${name}`]);
    execFileSync("npm", ["pack", "--silent", "--pack-destination", tarballs, ...workspaces], {
      cwd: project,
      stdio: ["ignore", "ignore", "inherit"],
      shell: windows,
    });
    this.entries = readdirSync(tarballs).flatMap((tarball) => {
      const [, name] = /^downhill-(\w+)-/.exec(tarball)!;
      const folder = path.join(this.root, "node_modules", "@downhill", name!);
      mkdirSync(folder, { recursive: true });
      execFileSync("tar", ["-xzf", path.join("tarballs", tarball), "-C", folder, "--strip-components=1"], {
        cwd: this.root,
      });
      linkDependencies(folder, [path.join(project, "packages", name!), project]);
      return entriesOf(folder);
    });
    writeFileSync(path.join(this.root, "package.json"), '{ "private": true, "type": "module" }\n');
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;

function entriesOf(folder: string): string[] {
  const { name, exports } = manifestOf(folder);
  return Object.keys(exports)
    .filter((entry) => !entry.endsWith(".json"))
    .map((entry) => name + entry.slice(1));
}

/** Links what the package in `folder` depends on to where one of `homes` has it installed. */
function linkDependencies(folder: string, homes: readonly string[]): void {
  const { dependencies = {} } = manifestOf(folder);
  for (const name of Object.keys(dependencies).filter((each) => !each.startsWith("@downhill/"))) {
    const installed = homes
      .map((home) => path.join(home, "node_modules", name))
      .find((each) => existsSync(each));
    if (installed === undefined) throw new Error(`${name} is not installed; run npm install`);
    const link = path.join(folder, "node_modules", name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(realpathSync(installed), link, "junction");
  }
}
