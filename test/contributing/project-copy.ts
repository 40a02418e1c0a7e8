import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ours = "@downhill";
const left = new Set(["node_modules", "dist", ".turbo", ".downhill", "assets"]);

/**
 * A temporary copy of the parts of this project that a contributor touches. Packages of others are links to where they
 * are installed; our own are links to the copy, so that what runs here is what was changed here.
 */
export class ProjectCopy implements Disposable {
  readonly root: string;

  constructor(project: string, parts: readonly string[]) {
    this.root = mkdtempSync(path.join(realpathSync(tmpdir()), "downhill-copy-"));
    for (const part of parts) {
      cpSync(path.join(project, part), path.join(this.root, part), {
        recursive: true,
        filter: (from) => !left.has(path.basename(from)),
      });
    }
    const [from, to] = [path.join(project, "node_modules"), path.join(this.root, "node_modules")];
    mkdirSync(path.join(to, ours), { recursive: true });
    cpSync(path.join(from, ".bin"), path.join(to, ".bin"), { recursive: true, verbatimSymlinks: true });
    for (const name of readdirSync(from)) {
      if (!name.startsWith(".") && name !== ours) link(path.join(from, name), path.join(to, name));
    }
    for (const name of readdirSync(path.join(this.root, "packages"))) {
      link(path.join(this.root, "packages", name), path.join(to, ours, name));
      const nested = path.join(project, "packages", name, "node_modules");
      for (const dependency of existsSync(nested) ? readdirSync(nested) : []) {
        if (dependency.startsWith(".")) continue;
        mkdirSync(path.join(this.root, "packages", name, "node_modules"), { recursive: true });
        link(
          path.join(nested, dependency),
          path.join(this.root, "packages", name, "node_modules", dependency),
        );
      }
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

const link = (from: string, to: string): void => symlinkSync(realpathSync(from), to, "junction");
