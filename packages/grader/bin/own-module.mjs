import { fileURLToPath } from "node:url";

/** True in the course's repository, where everything runs from its TypeScript source; false as published. */
export const fromSource = !import.meta.url.includes("/node_modules/");

/** The file of one of this package's modules, by its path below `src/` without an ending: "lab/lab". */
export const ownModule = (name) =>
  fileURLToPath(new URL(fromSource ? `../src/${name}.ts` : `../dist/${name}.js`, import.meta.url));
