import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const own = fileURLToPath(new URL("..", import.meta.url));
const source = path.join(own, "src");
const kept = path.join(own, ".downhill", "command");
const day = 24 * 60 * 60 * 1000;

/** The bundle's inputs: it is rebuilt when a file is added, removed or saved, or a package is replaced. */
function signature() {
  const names = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const installed = path.join(own, "..", "..", "package-lock.json");
  const files = [
    ...names.sort().map((name) => path.join(source, name)),
    fileURLToPath(import.meta.url),
    installed,
  ];
  const hash = createHash("sha256");
  for (const file of files.filter((each) => existsSync(each))) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Keeps each module's own address, by which it finds others of this package.
 *
 * @type {import("esbuild").Plugin}
 */
const addresses = {
  name: "addresses",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      contents: `const $address = ${JSON.stringify(pathToFileURL(file).href)}; ${readFileSync(file, "utf8")}`,
      loader: "ts",
    }));
  },
};

/** Packages in the older form of modules ask for `require`. */
const requires =
  'import { createRequire as $createRequire } from "node:module"; const require = $createRequire(import.meta.dirname + "/");';

/** @param {string} folder */
async function bundle(folder) {
  const { build } = await import("esbuild");
  mkdirSync(kept, { recursive: true });
  for (const name of readdirSync(kept)) {
    const old = path.join(kept, name);
    if (Date.now() - statSync(old).mtimeMs > day) rmSync(old, { recursive: true, force: true });
  }
  const making = mkdtempSync(path.join(kept, "making-"));
  try {
    await build({
      entryPoints: [path.join(source, "commands", "cli.ts")],
      outfile: path.join(making, "cli.mjs"),
      bundle: true,
      external: ["esbuild", "chokidar"],
      format: "esm",
      platform: "node",
      target: "node20",
      minifySyntax: true,
      sourcemap: true,
      banner: { js: requires },
      define: { "import.meta.url": "$address" },
      plugins: [addresses],
      logLevel: "silent",
    });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/**
 * The command's module, made from this package's TypeScript source. It is bundled once, with the packages that it uses,
 * and cached: translating and reading 300 files would cost every command most of a second. If nothing can be stored,
 * the sources are read directly.
 */
export async function commandFromSource() {
  const folder = path.join(kept, signature());
  const file = path.join(folder, "cli.mjs");
  try {
    if (!existsSync(file)) await bundle(folder);
  } catch {
    // Another process may have made it at the same time.
    if (!existsSync(file)) {
      (await import("tsx/esm/api")).register();
      return pathToFileURL(path.join(source, "commands", "cli.ts")).href;
    }
  }
  process.setSourceMapsEnabled(true);
  return pathToFileURL(file).href;
}
