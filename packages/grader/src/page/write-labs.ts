import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { importsOf, labEntries, withhold } from "../judge/box-entries.ts";
import { Key, usualSeed } from "../judge/key.ts";
import { type OpenLab, openLab } from "../judge/open-lab.ts";
import { fromSource, ownModule } from "../judge/own-module.ts";
import { readFeedback } from "../lab/feedback.ts";
import { formsOf } from "../lab/mistakes.ts";
import { starterOf } from "../lab/starter.ts";
import type { MistakenFile, PageAnswers, PageLab } from "./page-lab.ts";

/** What `answers.json` holds, once it is complete. */
interface Recorded {
  readonly right: PageAnswers["right"];
  readonly mistakes: Readonly<Record<string, MistakenFile["said"]>>;
}

/** Files of a package that its code finds next to itself, by their folder in the output. */
const besides = {
  "chunks/@tensorflow/tfjs-backend-wasm/wasm-out": [
    "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm",
    "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm",
  ],
  "assets/fashion-mnist": [
    "packages/data/assets/fashion-mnist/test-images-idx3-ubyte.gz",
    "packages/data/assets/fashion-mnist/test-labels-idx1-ubyte.gz",
  ],
} as const;

/** In a page, data sets are fetched from where the page came from. */
const fetched: Plugin = {
  name: "fetched-data",
  setup(builder) {
    builder.onLoad({ filter: /packages[\\/]data[\\/]src[\\/]disk\.ts$/ }, () => ({
      contents: readFileSync(ownModule("page/served-disk"), "utf8"),
      loader: fromSource ? "ts" : "js",
    }));
  },
};

/** The answers of a complete record; a mistake that only a predicate recognises is named nowhere but in the terminal. */
async function answersOf(lab: OpenLab): Promise<PageAnswers> {
  const key = new Key(lab, usualSeed);
  await key.record();
  const listed = (await key.mistakes()).flatMap((mistake) => formsOf(mistake));
  const { right, mistakes } = JSON.parse(
    readFileSync(path.join(lab.card.folder, "answers.json"), "utf8"),
  ) as Recorded;
  const mistaken = Object.entries(mistakes).flatMap(([name, said]): MistakenFile[] => {
    const parts = name.split("+").map((form) => {
      const id = form.replace(/\/\d+$/, "");
      return listed.find((each) => each.id === id);
    });
    const [first] = parts;
    if (first === undefined || (parts.length === 1 && first.when !== undefined)) return [];
    const ids = parts.flatMap((each) =>
      each === undefined
        ? []
        : [{ id: each.id, ...(each.unnamed === undefined ? {} : { unnamed: each.unnamed }) }],
    );
    return [{ task: first.task, mistakes: ids, said }];
  });
  return { seed: usualSeed, right, mistaken };
}

async function writeLab(lab: OpenLab, out: string): Promise<void> {
  const { folder, ...card } = lab.card;
  const solution = readFileSync(path.join(folder, "key", "solution.ts"), "utf8");
  const about: PageLab = {
    card,
    starter: starterOf(solution),
    imports: Object.fromEntries(importsOf(lab.card).map(({ name, output }) => [name, `${output}.mjs`])),
    picture: existsSync(path.join(folder, "picture.ts")),
    feedback: await readFeedback(folder),
  };
  writeFileSync(path.join(out, "lab.json"), JSON.stringify(about));
  writeFileSync(path.join(out, "answers.json"), JSON.stringify(await answersOf(lab)));
}

/**
 * Writes what pages need to grade labs: questions and packages as modules for browsers, with what they share in one
 * place, and each lab's texts and recorded answers. No solution is among it.
 *
 * @param folders The labs' folders, such as `labs/08-adam`.
 * @param out The folder to write to; it is emptied first.
 */
export async function writeLabs(folders: readonly string[], root: string, out: string): Promise<void> {
  const labs = await Promise.all(folders.map((folder) => openLab(folder, root)));
  rmSync(out, { recursive: true, force: true });
  const entries = labs.flatMap(({ card }) =>
    Object.entries(labEntries(card)).map(([output, source]) => [`${card.id}/${output}`, source] as const),
  );
  const { metafile } = await build({
    entryPoints: { box: ownModule("page/box"), ...Object.fromEntries(entries) },
    outdir: out,
    outExtension: { ".js": ".mjs" },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    supported: { using: false },
    chunkNames: "chunks/[hash]",
    conditions: fromSource ? ["@downhill/source"] : [],
    external: ["webgpu", "koffi", "esbuild", "@tensorflow/tfjs-backend-webgpu", "@tensorflow/tfjs-node*"],
    plugins: [fetched],
    metafile: true,
    logLevel: "silent",
  });
  const key = Object.keys(metafile.inputs).find((file) => /(^|\/)labs\/[^/]+\/key\//.test(file));
  if (key !== undefined) throw new Error(`${key} would be part of the site: no question may import it`);
  const exported = new Map(
    Object.entries(metafile.outputs).map(([file, { exports }]) => [
      path
        .relative(out, path.resolve(root, file))
        .split(path.sep)
        .join("/")
        .replace(/\.mjs$/, ""),
      exports,
    ]),
  );
  for (const lab of labs) {
    const { id } = lab.card;
    const own = [...exported].flatMap(([name, names]) =>
      name.startsWith(`${id}/`) ? [[name.slice(id.length + 1), names] as const] : [],
    );
    withhold(path.join(out, id), lab.card, new Map(own));
    await writeLab(lab, path.join(out, id));
  }
  const texts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const used = (word: string): boolean => texts.some((file) => file.includes(word));
  for (const [to, files] of Object.entries(besides)) {
    if (!used(to.includes("wasm") ? "tfjs-backend-wasm" : "fashion-mnist")) continue;
    mkdirSync(path.join(out, to), { recursive: true });
    for (const file of files) copyFileSync(path.join(root, file), path.join(out, to, path.basename(file)));
  }
}
