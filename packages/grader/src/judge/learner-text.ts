import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { build, type Message, type Plugin } from "esbuild";
import { parse } from "es-module-lexer";
import { SourceMap, type SourceMapPayload } from "node:module";
import type { Text } from "../lab/text.ts";
import type { BoxFolder } from "./box-folder.ts";
import { realPath } from "./real-path.ts";
import { beside, computedImportText, refusedImport, unreadableText } from "./refused-text.ts";
import { relativePath } from "./relative-path.ts";
import type { Locate, TranslatedText } from "./translated-text.ts";
import type { Failure, Place } from "./verdict.ts";

/** Where a place in the translated text comes from, as Node's `SourceMap` knows it. */
interface LineMap {
  readonly payload: { readonly sources: readonly string[]; readonly sourcesContent: readonly string[] };
  findEntry(
    line: number,
    column: number,
  ): {
    readonly originalSource?: string;
    readonly originalLine?: number;
    readonly originalColumn?: number;
  };
}

/** Why an import is refused, carried through the bundler. */
class Refusal {
  readonly text: Text;
  constructor(text: Text) {
    this.text = text;
  }
}

/** A learner's file, and what tells its text from others. */
export interface LearnerText extends TranslatedText {
  readonly sha256: string;
}

/** Allows what a learner's file may import: the lab's packages, what it provides, and files next to it. */
function imports(folder: string, box: BoxFolder): Plugin {
  const home = realPath(folder) + path.sep;
  const allowed = [...box.imports.keys()];
  return {
    name: "imports",
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
        if (kind === "entry-point" || pluginData === "seen") return undefined;
        const address = box.imports.get(name) ?? box.imports.get(name.replace(/(\.[cm]?[jt]s)?$/, ".ts"));
        if (address !== undefined) return { path: address, external: true };
        const refusal = {
          errors: [{ text: "refused", detail: new Refusal(refusedImport(name, allowed, beside)) }],
        };
        if (!name.startsWith(".")) return refusal;
        const found = await builder.resolve(name, { kind, resolveDir, pluginData: "seen" });
        const target = found.errors.length > 0 ? path.resolve(resolveDir, name) : found.path;
        return realPath(target).startsWith(home) ? found : refusal;
      });
    },
  };
}

const placeOf = ({ location }: Message, root: string, folder: string): { at: Place } | object =>
  location === null
    ? {}
    : {
        at: {
          file: relativePath(root, path.resolve(folder, location.file)),
          line: location.line,
          column: location.column + 1,
          text: location.lineText.trim().slice(0, 200),
        },
      };

function failureOf(message: Message, root: string, folder: string): Failure {
  const place = placeOf(message, root, folder);
  if (message.detail instanceof Refusal) return { kind: "import", sentence: message.detail.text, ...place };
  if (message.text.startsWith("Could not resolve")) {
    return {
      kind: "import",
      sentence: {
        en: `An \`import\` in this file finds nothing: ${message.text}.`,
        zh: `文件里有一个 \`import\` 找不到它要导入的模块：${message.text}。`,
      },
      ...place,
    };
  }
  return { kind: "syntax", sentence: unreadableText(message.text), ...place };
}

/** The contents of a file; a pipe or a device, which may never end, is not read. */
function bytesOf(file: string): Buffer {
  const kind = statSync(file);
  if (!kind.isFile() && !kind.isDirectory()) throw Object.assign(new Error("no file"), { code: "EINVAL" });
  return readFileSync(file);
}

/** An import whose target is computed cannot be read from the text, and is refused. */
async function computedImport(code: string, locate: Locate, box: BoxFolder): Promise<Failure | undefined> {
  const allowed = [...box.imports.values()];
  const found = parse(code)[0].find(
    ({ type, specifier }) => type === "dynamic" && !allowed.includes(specifier ?? ""),
  );
  if (found === undefined) return undefined;
  const before = code.slice(0, found.importStart).split("\n");
  const at = locate(before.length, (before.at(-1) ?? "").length + 1);
  return { kind: "import", sentence: computedImportText, ...(at === undefined ? {} : { at }) };
}

/** Every file that became part of the text must be the learner's own: an import with a pattern could reach others. */
const reachesOut = (inputs: readonly string[], home: string): boolean =>
  inputs.some(
    (input) => input !== "<stdin>" && !realPath(path.resolve(home, input)).startsWith(home + path.sep),
  );

function placeIn(map: LineMap, line: number, column: number, root: string): Place | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (entry.originalSource === undefined || entry.originalLine === undefined) return undefined;
  const file = entry.originalSource;
  const { sources, sourcesContent } = map.payload;
  const text = sourcesContent[sources.indexOf(file)]?.split(/\r?\n/)[entry.originalLine] ?? "";
  return {
    file: relativePath(root, file),
    line: entry.originalLine + 1,
    column: (entry.originalColumn ?? 0) + 1,
    text: text.trim().slice(0, 200),
  };
}

/** Translates a file and its helper files, or explains why that cannot be done. */
export async function learnerText(
  file: string,
  box: BoxFolder,
  root: string,
  given?: string,
): Promise<LearnerText | Failure> {
  const folder = path.dirname(file);
  const home = realPath(folder);
  let bytes: Buffer;
  try {
    bytes = given === undefined ? bytesOf(file) : Buffer.from(given);
  } catch (error) {
    return unreadable(relativePath(root, file), error as NodeJS.ErrnoException);
  }
  try {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: bytes,
        sourcefile: path.basename(file),
        resolveDir: home,
        loader: /\.[cm]?js$/.test(file) ? "js" : "ts",
      },
      absWorkingDir: home,
      outfile: path.join(home, "learner.mjs"),
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "external",
      metafile: true,
      tsconfigRaw: {},
      supported: { using: false },
      plugins: [imports(folder, box)],
      logLevel: "silent",
      charset: "utf8",
    });
    const code = outputFiles.find(({ path: name }) => name.endsWith(".mjs"))?.text ?? "";
    const payload = JSON.parse(
      outputFiles.find(({ path: name }) => name.endsWith(".map"))?.text ?? "{}",
    ) as SourceMapPayload;
    payload.sources = payload.sources.map((source) => path.resolve(folder, source));
    const map = new SourceMap(payload);
    const locate: Locate = (line, column) => placeIn(map, line, column, root);
    if (reachesOut(Object.keys(metafile.inputs), home))
      return { kind: "import", sentence: computedImportText };
    const refusal = await computedImport(code, locate, box);
    if (refusal !== undefined) return refusal;
    const exports = Object.values(metafile.outputs).flatMap(({ exports: names }) => names);
    return { code, exports, sha256: createHash("sha256").update(bytes).digest("hex"), locate };
  } catch (error) {
    const first = (error as { errors?: readonly Message[] }).errors?.[0];
    if (first === undefined) throw error;
    return failureOf(first, root, folder);
  }
}

function unreadable(name: string, { code = "" }: NodeJS.ErrnoException): Failure {
  if (code === "ENOENT") {
    return {
      kind: "missing-file",
      sentence: {
        en: `${name} does not exist. Restore the starter with the reset command, or put your file there.`,
        zh: `找不到 ${name}。可以用 reset 命令恢复起始代码，或者把你的文件放到这里。`,
      },
    };
  }
  return {
    kind: "missing-file",
    sentence: {
      en: `${name} cannot be read (${code}). Make sure that it is a file and that you have permission to read it.`,
      zh: `无法读取 ${name}（${code}）。请确认它是一个文件，并且你有读取权限。`,
    },
  };
}
