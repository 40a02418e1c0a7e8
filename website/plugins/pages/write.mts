import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { allPages, byHand } from "./all-pages.ts";
import { folders } from "./kinds.ts";

/* Writes the pages of all functions into docs/reference; git ignores them, the site's build makes them anew. */
const root = path.resolve(import.meta.dirname, "../../..");
const reference = path.join(root, "docs/reference");
const pages = await allPages(root);
const names = new Set(pages.map(({ file }) => file));

for (const folder of folders) {
  const at = path.join(reference, folder);
  mkdirSync(at, { recursive: true });
  for (const file of readdirSync(at)) {
    const name = `${folder}/${file}`;
    if (!names.has(name) && !byHand.includes(name.replace(/(?:\.zh)?\.md$/, ""))) rmSync(path.join(at, file));
  }
}
// A file that is as before keeps its time, so that nothing is built again for it.
for (const { file, text } of pages) {
  const at = path.join(reference, file);
  if (!existsSync(at) || readFileSync(at, "utf8") !== text) writeFileSync(at, text);
}
console.log(`site: ${pages.length} pages of functions in docs/reference.`);
