import path from "node:path";
import { writeLabs } from "@downhill/grader/page-files";
import { desks } from "../../src/desk/desks.ts";

/* Writes what the labs' pages need into static/desk; git ignores it, the site's build makes it anew. */
const root = path.resolve(import.meta.dirname, "../../..");
const start = performance.now();
await writeLabs(
  desks.map((id) => path.join(root, "labs", id)),
  root,
  path.join(root, "website/static/desk"),
);
console.log(
  `site: ${desks.length} labs that can be solved in their pages, in ${Math.round(performance.now() - start)} ms.`,
);
