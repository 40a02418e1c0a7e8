import { Refusal } from "./refusal.ts";
import { say } from "./voice.ts";

/** The message and the exit status for an error. */
export function partingWords(error: Error): { readonly sentence: string; readonly exitCode: number } {
  if (error instanceof Refusal) return { sentence: say(error.text), exitCode: error.exitCode };
  const { zh } = error as { zh?: unknown };
  return {
    sentence: say({ en: error.message, zh: typeof zh === "string" ? zh : error.message }),
    exitCode: 1,
  };
}
