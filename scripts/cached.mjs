// `node scripts/cached.mjs TASK…`: scripts of the root's package.json, each unless none of its inputs (listed in
// turbo.json) has changed since it last passed. One at a time: each uses all cores.
import { turbo } from "./turbo.mjs";

const tasks = process.argv.slice(2).map((task) => `//#${task}`);
process.exitCode = turbo(...tasks, "--env-mode=loose", "--concurrency=1", "--continue");
