/**
 * A module that answers as the solution does and then overwrites everything it can reach from its arguments. What
 * questions pass must be fresh each time, so that the solution still scores everything in the same process. Instances
 * of a class are overwritten but not entered: what a tensor refers to, its device, belongs to the package.
 *
 * @param solution The address of the solution's translated text.
 */
export const vandal = (solution: string, names: readonly string[]): string => `
import * as right from ${JSON.stringify(solution)};
const wreck = (value, depth) => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || depth > 6) return;
  if (ArrayBuffer.isView(value)) return void value.fill?.(NaN);
  const plain = [Object.prototype, Array.prototype, Function.prototype, null].includes(Object.getPrototypeOf(value));
  for (const key of Object.keys(value)) {
    let part;
    try { part = value[key]; } catch { continue; }
    if (plain) wreck(part, depth + 1);
    try { value[key] = typeof part === "number" ? NaN : undefined; } catch {}
  }
};
const guarded = (f) => (...all) => {
  const answer = f(...all);
  for (const each of all) wreck(each, 0);
  return answer;
};
${names.map((name) => `export const ${name} = typeof right.${name} === "function" && !/^class/.test(String(right.${name})) ? guarded(right.${name}) : right.${name};`).join("\n")}
`;
