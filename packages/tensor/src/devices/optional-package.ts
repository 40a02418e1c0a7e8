import { checkForm } from "../check-form.ts";
import { isThere } from "./is-there.ts";

/** Node's modules, in Node; a browser has no packages to look for. */
const builtin = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule;

/** Looking for a missing package takes milliseconds, so it is done once. */
const known = new Map<string, string | undefined>();

/**
 * The entry file of an optional package, or `undefined` if it is not installed. It may be where any other
 * dependency is, in the program's folder, or in `.downhill/devices` of a parent folder, where the course's
 * `npm run device:…` puts what it downloads or builds. Nothing is loaded.
 *
 * @throws KindError when the name is not a text.
 * @example
 * ```ts
 * import { optionalPackage } from "@downhill/tensor";
 * optionalPackage("no-such-package"); // undefined
 * ```
 */
export function optionalPackage(name: string): string | undefined {
  checkForm("optionalPackage", "name", name, "text");
  if (!known.has(name)) known.set(name, find(name));
  return known.get(name);
}

function find(name: string): string | undefined {
  const { createRequire } = builtin?.("node:module") ?? {};
  const [fs, path] = [builtin?.("node:fs"), builtin?.("node:path")];
  if (createRequire === undefined || fs === undefined || path === undefined) return undefined;
  const above = (folder: string): readonly string[] =>
    path.dirname(folder) === folder ? [folder] : [folder, ...above(path.dirname(folder))];
  const here = process.cwd();
  const ours = above(here)
    .map((folder) => path.join(folder, ".downhill", "devices"))
    .filter((folder) => isThere(fs, path.join(folder, "node_modules", name)));
  for (const place of [
    ...ours.map((folder) => path.join(folder, "_")),
    path.join(here, "_"),
    import.meta.url,
  ]) {
    try {
      return createRequire(place).resolve(name);
    } catch {
      continue;
    }
  }
  return undefined;
}
