import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import type { BoxFolder } from "./box-folder.ts";

const megabytes = 3000;

/** Where a course keeps what its devices need, and where systems list their graphics drivers. */
function devicesOf(root: string): readonly string[] {
  const { VK_ICD_FILENAMES = "", VK_DRIVER_FILES = "" } = process.env;
  const drivers = `${VK_ICD_FILENAMES}${path.delimiter}${VK_DRIVER_FILES}`
    .split(path.delimiter)
    .filter((file) => file !== "");
  return [
    path.join(root, ".downhill", "devices"),
    ...["webgpu", "koffi", "@koromix"].map((name) => path.join(root, "node_modules", name)),
    ...[
      "/usr/share/vulkan",
      "/usr/local/share/vulkan",
      "/etc/vulkan",
      "/usr/local/etc/vulkan",
      "/usr/lib/chromium",
    ],
    path.join(homedir(), ".local", "share", "vulkan"),
    ...drivers.map((file) => path.dirname(file)),
  ];
}

/**
 * Folders in which Node looks for TensorFlow.js on behalf of the tensor package, up to where it is. Node 22 does not
 * skip one that must not be read: it stops there, even if it is empty.
 */
function tensorflowOf(modules: string): readonly string[] {
  const tensor = path.join(modules, "@downhill", "tensor");
  if (!existsSync(tensor)) return [path.join(modules, "@tensorflow")];
  const source = path.join(realpathSync(tensor), "src", "backends", "any.ts");
  const folders = (createRequire(source).resolve.paths("@tensorflow/any") ?? [])
    .filter((folder) => existsSync(folder))
    .map((folder) => path.join(folder, "@tensorflow"));
  const found = folders.findIndex((folder) => existsSync(folder));
  return folders.slice(0, found + 1).map((folder) => (existsSync(folder) ? realpathSync(folder) : folder));
}

/**
 * Folders that a box may read in addition to its own: data that packages ship, TensorFlow.js, and what devices need.
 */
function readable(root: string, native: boolean): readonly string[] {
  const modules = path.join(root, "node_modules");
  const folders = [
    path.join(root, "packages", "data", "assets"),
    path.join(modules, "@downhill", "data", "assets"),
    ...(native ? devicesOf(root) : []),
  ];
  const there = folders.filter((folder) => existsSync(folder)).map((folder) => realpathSync(folder));
  return [...tensorflowOf(modules), ...there];
}

/** Each folder once, and none inside another: Node 20 rejects a list with duplicates. */
const outermost = (folders: readonly string[]): readonly string[] =>
  [...new Set(folders)].filter((folder) => !folders.some((other) => folder.startsWith(other + path.sep)));

/** The flag that sandboxes a process; its name depends on Node's version. */
const permission = (): string =>
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

/**
 * Arguments of Node for a box: it may read its own folder, the translated files in `home` and the data of packages;
 * nothing may be written, no process started, no text run as code.
 */
export function boxArguments(card: LabCard, box: BoxFolder, root: string, home: string): readonly string[] {
  const names = card.tasks.flatMap(({ writes }) => writes);
  const { questions, picture, watchdog } = box;
  const folders = outermost([box.folder, home, ...readable(root, card.native === true)]);
  return [
    "--no-warnings",
    permission(),
    ...folders.map((folder) => `--allow-fs-read=${folder}${path.sep}*`),
    "--allow-worker",
    ...(card.native === true ? ["--allow-addons"] : ["--disallow-code-generation-from-strings"]),
    "--max-old-space-size=1000",
    "--stack-trace-limit=50",
    box.box,
    JSON.stringify({ questions, picture, watchdog, megabytes, names }),
  ];
}
