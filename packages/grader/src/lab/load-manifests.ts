import path from "node:path";
import { build, type BuildFailure, type Plugin } from "esbuild";
import { ownModule } from "../judge/own-module.ts";
import { CourseError } from "./course-error.ts";

/** The default export of a manifest's file, whatever it is. */
export interface LoadedManifest {
  readonly folder: string;
  readonly value: unknown;
}

/** Gives each lab an entry with a name that cannot be mistaken for a pattern, and lets labs import this package. */
const labs = (folders: readonly string[]): Plugin => ({
  name: "labs",
  setup(build) {
    build.onResolve({ filter: /^lab:\d+$/ }, ({ path: name }) => ({
      path: path.join(folders[Number(name.slice("lab:".length))] ?? "", "lab.ts"),
    }));
    build.onResolve({ filter: /^@downhill\/grader\/lab$/ }, () => ({ path: ownModule("lab/lab") }));
  },
});

const nameOf = (folder: string): string => `labs/${path.basename(folder)}/lab.ts`;

function buildFault(failure: BuildFailure, folders: readonly string[]): CourseError {
  const [first] = failure.errors;
  const [text, location] = [first?.text ?? failure.message, first?.location];
  const folder = folders.find((each) => path.resolve(location?.file ?? "").startsWith(each + path.sep));
  const file =
    folder === undefined || location == null
      ? nameOf(folders[0] ?? "")
      : `labs/${path.basename(folder)}/${path.relative(folder, path.resolve(location.file)).replaceAll(path.sep, "/")}:${location.line}`;
  return new CourseError("unreadable", {
    en: `${file} cannot be read: ${text}. Fix it there, or restore the file with git.`,
    zh: `无法读取 ${file}：${text}。请在那里修正，或者用 git 找回这个文件。`,
  });
}

async function evaluated(folder: string, code: string): Promise<LoadedManifest> {
  try {
    const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
    const { default: value } = (await import(url)) as { default?: unknown };
    return { folder, value };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CourseError("load-failed", {
      en: `${nameOf(folder)} stops with an error: ${reason}. A manifest only describes; remove the code that computes.`,
      zh: `${nameOf(folder)} 运行出错：${reason}。清单只做描述，请去掉其中的计算。`,
    });
  }
}

/**
 * Loads the manifests of labs, all at once and without writing a file; each is bundled, so it may be split.
 *
 * @throws {CourseError} When one cannot be read.
 */
export async function loadManifests(folders: readonly string[]): Promise<readonly LoadedManifest[]> {
  if (folders.length === 0) return [];
  try {
    const { outputFiles } = await build({
      entryPoints: folders.map((_, i) => ({ in: `lab:${i}`, out: String(i) })),
      outdir: "out",
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "silent",
      plugins: [labs(folders)],
    });
    const texts = new Map(outputFiles.map((file) => [path.basename(file.path, ".js"), file.text]));
    return await Promise.all(folders.map((folder, i) => evaluated(folder, texts.get(String(i)) ?? "")));
  } catch (error) {
    throw error instanceof Error && "errors" in error ? buildFault(error as BuildFailure, folders) : error;
  }
}
