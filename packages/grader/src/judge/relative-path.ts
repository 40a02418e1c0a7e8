import path from "node:path";

/** A path as the report writes it: relative to the course's root, forward slashes on every system. */
export function relativePath(root: string, file: string): string {
  const relative = path.relative(root, file);
  return (relative.startsWith("..") ? file : relative).split(path.sep).join("/");
}
