import type { existsSync } from "node:fs";

/** Whether something stands at a place; what may not be looked at, as behind Node's permission flags, does not. */
export function isThere(fs: { readonly existsSync: typeof existsSync }, place: string): boolean {
  try {
    return fs.existsSync(place);
  } catch {
    return false;
  }
}
