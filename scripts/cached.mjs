// `node scripts/cached.mjs TASK`: a script of the root's package.json, unless none of its inputs (listed in turbo.json)
// has changed since it last passed.
import { turbo } from "./turbo.mjs";

const [task = "test:code"] = process.argv.slice(2);
process.exitCode = turbo(`//#${task}`, "--env-mode=loose");
