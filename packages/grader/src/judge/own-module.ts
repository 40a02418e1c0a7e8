import { fileURLToPath } from "node:url";

/** True in the course's repository, where everything runs from its TypeScript source; false as published. */
export const fromSource = import.meta.url.endsWith(".ts");

/** The file of a module of this package, such as `box/box`: in `src/` or in `dist/`. */
export const ownModule = (name: string): string =>
  fileURLToPath(new URL(fromSource ? `../${name}.ts` : `./${name}.js`, import.meta.url));
