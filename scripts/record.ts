import path from "node:path";
import { Key, openLab, usualSeed } from "@downhill/grader/gate";

/* Writes a lab's answers.json, which grades pages and workspaces without the key. */
const root = path.resolve(import.meta.dirname, "..");
const folder = path.resolve(process.argv[2] ?? ".");
const key = new Key(await openLab(folder, root), usualSeed);
await key.record();
process.stdout.write(`✓ ${path.basename(folder)}: ${key.size} answers recorded\n`);
