import { wantsColor } from "./color.ts";
import { type Language, languageOf } from "./language.ts";
import type { Text } from "./lab.ts";
import type { ReportStyle } from "./report.ts";

/** Where a command writes, in which language and colours, and the folder it was called in. */
export interface Output {
  readonly style: ReportStyle;
  readonly from: string;
  readonly isTerminal: boolean;
  /** One line or more on standard output. */
  write(text: string): void;
  /** For what is no result: notices and complaints. */
  complain(text: string): void;
  say(text: Text): string;
}

/** The output of this process. */
export function processOutput(asked: string | undefined): Output {
  const language: Language = languageOf(process.env, asked);
  const isTerminal = process.stdout.isTTY;
  return {
    style: { language, color: wantsColor(process.env, isTerminal) },
    from: process.cwd(),
    isTerminal,
    write: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    say: (text) => text[language],
  };
}
