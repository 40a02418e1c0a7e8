import path from "node:path";

/** Which file of a lab is graded: the learner's, the starter, the solution, a mistake by its id, or any file at all. */
export type Which = "src" | "starter" | "solution" | (string & {}) | { readonly file: string };

/** The file that `which` means; `name` is the manifest's `file`. */
export function gradedFile(folder: string, name: string, which: Which): string {
  if (typeof which === "object") return path.resolve(which.file);
  if (which === "src" || which === "starter" || which === "solution") return path.join(folder, which, name);
  return path.join(folder, "mistakes", `${which}.ts`);
}

/** True for a module's text that takes something from a lab's `solution/`. */
export const importsSolution = (text: string): boolean =>
  /\b(?:from|import)\s*\(?\s*["'][^"']*solution\//.test(text);
