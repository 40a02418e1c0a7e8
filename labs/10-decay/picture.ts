import type * as Solution from "./key/solution.ts";
export const draw = (module: typeof Solution): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-label="x">${module.cosine(1, 2, 0)(1)}</svg>`;
