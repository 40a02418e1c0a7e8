/** TODO: a picture worth looking at, drawn with the learner's own functions. The placeholder is a bar for each value. */
export function draw({ first }: typeof import("./key/solution.ts")): string {
  const bars = first([1, 3, 2]).map(
    (value, i) => `<rect x="${10 + 30 * i}" y="${100 - 20 * value}" width="20" height="${20 * value}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" aria-label="${bars.length} bars" fill="currentColor">${bars.join("")}</svg>`;
}
