import { languageOf, type ReportStyle, type Text, wantsColor } from "@downhill/grader";

/** The language asked for by `--lang`, whatever else is asked; read by hand, since refusals are to be in it too. */
export function languageAsked(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  return at === -1 ? undefined : (args[at]!.split("=")[1] ?? args[at + 1]);
}

/** The language and the colours of the one who reads along. */
export const style: ReportStyle = {
  language: languageOf(process.env, languageAsked(process.argv.slice(2))),
  color: wantsColor(process.env, process.stdout.isTTY),
};

export const say = (text: Text): string => text[style.language];

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
