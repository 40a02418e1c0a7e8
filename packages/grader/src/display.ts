/** A number with the digits that matter in a report: all 17 if need be, no exponent where none is wanted. */
const ofNumber = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

const ofList = (list: ArrayLike<unknown>, depth: number): string => {
  const shown = Array.from({ length: Math.min(list.length, 8) }, (_, i) => display(list[i], depth + 1));
  if (list.length > 8) shown.push(`… ${list.length - 8} more`);
  return `[${shown.join(", ")}]`;
};

const ofObject = (value: object, depth: number): string => {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (Array.isArray(value)) return depth > 2 ? "[…]" : ofList(value, depth);
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} ${ofList(value as unknown as ArrayLike<unknown>, depth)}`;
  }
  if (typeof (value as { then?: unknown }).then === "function") return "Promise";
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  const title = typeof name === "string" && name !== "" && name !== "Object" ? `${name} ` : "";
  if (depth > 2) return `${title}{…}`;
  const keys = Object.keys(value);
  const shown = keys
    .slice(0, 6)
    .map((key) => `${key}: ${display((value as Record<string, unknown>)[key], depth + 1)}`);
  if (keys.length > 6) shown.push("…");
  return shown.length === 0 ? `${title}{}` : `${title}{ ${shown.join(", ")} }`;
};

/**
 * Any value as one short line of text, whatever it is: proxies and getters that throw included.
 *
 * @example
 * ```ts
 * display([1, NaN, "a"]); // '[1, NaN, "a"]'
 * ```
 */
export function display(value: unknown, depth = 0): string {
  try {
    if (typeof value === "number") return ofNumber(value);
    if (typeof value === "string")
      return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return value.name === "" ? "function" : `function ${value.name}`;
    if (typeof value === "object" && value !== null) return ofObject(value, depth);
    return String(value);
  } catch {
    return "a value that cannot be shown";
  }
}
