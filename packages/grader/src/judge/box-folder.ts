import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Message, type Plugin } from "esbuild";
import { CourseError } from "../lab/course-error.ts";
import type { LabCard } from "../lab/card.ts";
import { importsOf, labEntries, withhold } from "./box-entries.ts";
import { fromSource, ownModule } from "./own-module.ts";
import { realPath } from "./real-path.ts";

/**
 * Everything that runs next to a learner's text, bundled once: the box, the questions, the packages, what the lab
 * provides.
 */
export interface BoxFolder {
  readonly folder: string;
  readonly box: string;
  readonly supervisor: string;
  /** The addresses passed to the box. */
  readonly watchdog: string;
  readonly questions: string;
  readonly picture: string | null;
  /** The address of what a learner's file may import, by its name there. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Source files find their own location with `import.meta`, which a bundle would change. */
const ownPlaces: Plugin = {
  name: "own-places",
  setup(builder) {
    builder.onLoad({ filter: /\.(ts|js|mjs)$/ }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      if (!text.includes("import.meta")) return undefined;
      const contents = text
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href))
        .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)));
      return { contents, loader: file.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

/** What is bundled, by the name of its output. */
function entriesOf(card: LabCard): Readonly<Record<string, string>> {
  return {
    box: ownModule("box/box"),
    watchdog: ownModule("box/watchdog"),
    supervisor: ownModule("box/supervisor"),
    ...labEntries(card),
  };
}

const stampOf = (file: string): string => {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${file} ${mtimeMs} ${size}`;
  } catch {
    return `${file} missing`;
  }
};

const signature = (files: readonly string[], about: string): string =>
  createHash("sha256")
    .update([about, ...files.map(stampOf)].join("\n"))
    .digest("hex")
    .slice(0, 16);

const bundle = (card: LabCard, base: string, folder: string) =>
  build({
    entryPoints: { ...entriesOf(card) },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    absWorkingDir: base,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    chunkNames: "chunks/[hash]",
    conditions: fromSource ? ["@downhill/source"] : [],
    external: ["@tensorflow/*", "webgpu", "esbuild", "koffi"],
    banner: {
      js: 'import { createRequire as $createRequire } from "node:module"; var require = $createRequire(import.meta.url);',
    },
    plugins: [ownPlaces],
    metafile: true,
    logLevel: "silent",
  });

/** A lab whose questions cannot be bundled cannot be graded: its author's fault. */
function unbundled(card: LabCard, error: unknown): unknown {
  const first = (error as { errors?: readonly Message[] }).errors?.[0];
  if (first === undefined) return error;
  const { file = "", line = 0 } = first.location ?? {};
  const where = `labs/${card.id}/${file}:${line}`;
  return new CourseError("bundle-failed", {
    en: `${where} cannot be bundled: ${first.text}`,
    zh: `${where} 无法打包：${first.text}`,
  });
}

async function make(card: LabCard, home: string, about: string): Promise<string> {
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(path.join(home, "making-"));
  const base = realPath(card.folder);
  const { metafile } = await bundle(card, base, folder).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw unbundled(card, error);
  });
  const exported = new Map(
    Object.entries(metafile.outputs).map(([file, { exports }]) => [
      path
        .relative(folder, path.resolve(base, file))
        .split(path.sep)
        .join("/")
        .replace(/\.mjs$/, ""),
      exports,
    ]),
  );
  withhold(folder, card, exported);
  const inputs = [
    path.join(card.folder, "lab.ts"),
    ...Object.keys(metafile.inputs).map((file) => path.resolve(base, file)),
  ];
  const final = path.join(home, signature(inputs, about));
  writeFileSync(path.join(folder, "inputs.json"), JSON.stringify(inputs));
  try {
    renameSync(folder, final);
  } catch {
    rmSync(folder, { recursive: true, force: true }); // another grader has made the same one
  }
  writeFileSync(path.join(home, "inputs.json"), JSON.stringify(inputs));
  for (const name of readdirSync(home)) {
    const old = path.join(home, name);
    if (old !== final && statSync(old).isDirectory() && Date.now() - statSync(old).mtimeMs > 3_600_000)
      rmSync(old, { recursive: true, force: true });
  }
  return final;
}

/** The folder made last, if it is still valid; otherwise undefined. */
function standing(home: string, about: string): string | undefined {
  try {
    const inputs = JSON.parse(readFileSync(path.join(home, "inputs.json"), "utf8")) as readonly string[];
    const folder = path.join(home, signature(inputs, about));
    return existsSync(path.join(folder, "inputs.json")) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const making = new Map<string, Promise<string>>();

/**
 * The folder of a lab's box, made at first use and again when a source changed. It is in `.downhill/box/`, or among
 * temporary files if the course cannot be written to.
 */
export async function boxFolder(card: LabCard, root: string): Promise<BoxFolder> {
  const about = `${process.version} ${JSON.stringify([card.imports, card.withholds])}`;
  const homes = [
    path.join(root, ".downhill", "box", card.id),
    path.join(tmpdir(), `downhill-box-${process.getuid?.() ?? 0}`, card.id),
  ];
  let folder = homes.map((home) => standing(home, about)).find((each) => each !== undefined);
  if (folder === undefined) {
    const run =
      making.get(card.folder) ??
      make(card, homes[0]!, about).catch((error: unknown) => {
        if (error instanceof CourseError) throw error;
        return make(card, homes[1]!, about);
      });
    making.set(card.folder, run);
    folder = await run.finally(() => making.delete(card.folder));
  }
  const at = (name: string): string => path.join(folder, `${name}.mjs`);
  const address = (name: string): string => pathToFileURL(at(name)).href;
  return {
    folder,
    box: at("box"),
    supervisor: at("supervisor"),
    watchdog: address("watchdog"),
    questions: address("questions"),
    picture: existsSync(at("picture")) ? address("picture") : null,
    imports: new Map(importsOf(card).map(({ name, output }) => [name, address(output)])),
  };
}
