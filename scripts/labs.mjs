// `node scripts/labs.mjs TASK [LAB…]`: a task of the labs' package.json in every lab, or in the named ones; unchanged
// results come from turbo's cache.
import { readdirSync } from "node:fs";
import path from "node:path";
import { root, turbo } from "./turbo.mjs";

const [task = "gate", ...asked] = process.argv.slice(2);
const names = asked.filter((word) => !word.startsWith("-"));
const labs = readdirSync(path.join(root, "labs"))
  .filter((name) => /^\d+-/.test(name))
  .filter(
    (name) => names.length === 0 || names.some((word) => name.startsWith(word) || name.endsWith(`-${word}`)),
  );
if (labs.length === 0) {
  process.stderr.write("No such lab; nothing is proven.\n");
  process.exit(1);
}

const filters = labs.map((name) => `--filter=./labs/${name}`);
const status = turbo(task, ...filters, "--concurrency=2", "--continue");
if (status === 0 && task === "gate")
  process.stdout.write(`${labs.length} of ${labs.length} labs pass their gate.\n`);
process.exitCode = status;
