import { languageOf, type ReportStyle, type Text, wantsColor } from "@downhill/grader";

/** The language requested by `--lang`; parsed separately, because usage errors must be in it too. */
export function languageAsked(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  return at === -1 ? undefined : (args[at]!.split("=")[1] ?? args[at + 1]);
}

/** The user's language and colours. */
export const style: ReportStyle = {
  language: languageOf(process.env, languageAsked(process.argv.slice(2))),
  color: wantsColor(process.env, process.stdout.isTTY),
};

export const say = (text: Text): string => text[style.language];

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
