/** A value as a message shows it: any kind of value, in a few words. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null || typeof value[Symbol.toPrimitive as never] === "function")
    return String(value);
  if (Object.getPrototypeOf(value) !== Object.prototype)
    return (value.constructor as { readonly name: string } | undefined)?.name ?? "an object";
  const entries = Object.entries(value).map(([name, each]) => `${name}: ${written(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
