import { existsSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import type { BoxFolder } from "./box-folder.ts";

const idleSeconds = 20;
const megabytes = 3000;

/** Folders that a box may read beside its own: data that packages ship, and TensorFlow.js. */
function readable(root: string, native: boolean): readonly string[] {
  const modules = path.join(root, "node_modules");
  return [
    path.join(modules, "@tensorflow"),
    path.join(root, "packages", "data", "assets"),
    path.join(modules, "@downhill", "data", "assets"),
    ...(native ? [path.join(modules, "webgpu"), path.join(modules, "@tensorflow")] : []),
  ].filter((folder) => existsSync(folder));
}

/** The flag that walls a process in; its name depends on Node's version. */
const permission = (): string =>
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

/**
 * Arguments of Node for a box: it may read its own folder, the translated files in `home` and the data of packages;
 * nothing may be written, no process started, no text run as code.
 */
export function boxArguments(card: LabCard, box: BoxFolder, root: string, home: string): readonly string[] {
  const names = card.tasks.flatMap(({ writes }) => writes);
  const { questions, picture, watchdog } = box;
  const folders = [box.folder, home, ...readable(root, card.native === true)];
  return [
    "--no-warnings",
    permission(),
    ...folders.map((folder) => `--allow-fs-read=${folder}${path.sep}*`),
    "--allow-worker",
    ...(card.native === true ? ["--allow-addons"] : ["--disallow-code-generation-from-strings"]),
    "--max-old-space-size=1500",
    "--stack-trace-limit=50",
    box.box,
    JSON.stringify({ questions, picture, watchdog, idleSeconds, megabytes, names }),
  ];
}
