import type { existsSync } from "node:fs";

/** Whether a path exists; a path that may not be read, as with Node's permission flags, does not. */
export function isThere(fs: { readonly existsSync: typeof existsSync }, place: string): boolean {
  try {
    return fs.existsSync(place);
  } catch {
    return false;
  }
}
