// `node scripts/cached.mjs TASK`: a script of the root's package.json, unless nothing that it reads has changed since it
// last passed (turbo.json lists what that is).
import { turbo } from "./turbo.mjs";

const [task = "test:code"] = process.argv.slice(2);
process.exitCode = turbo(`//#${task}`, "--env-mode=loose");
