import type { Text } from "../lab/text.ts";
import { wantsColor } from "../report/color.ts";
import { type Language, languageOf } from "../report/language.ts";
import type { ReportStyle } from "../report/style.ts";

/** Where a command writes, in which language and colours, and the folder it was called in. */
export interface Output {
  readonly style: ReportStyle;
  readonly from: string;
  readonly isTerminal: boolean;
  /** One line or more on standard output. */
  write(text: string): void;
  /** For everything that is not a result: notices and errors. */
  complain(text: string): void;
  say(text: Text): string;
}

/** The output of this process. */
export function processOutput(asked: string | undefined): Output {
  const language: Language = languageOf(process.env, asked);
  const { isTTY: isTerminal, columns } = process.stdout;
  // The reader of a pipe (`downhill list | head`) may leave before the end.
  process.stdout.once("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : 2),
  );
  return {
    style: {
      language,
      color: wantsColor(process.env, isTerminal),
      ...(isTerminal && columns > 0 ? { width: columns } : {}),
    },
    from: process.cwd(),
    isTerminal,
    write: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    say: (text) => text[language],
  };
}
