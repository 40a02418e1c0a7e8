import type { Argument, Command, Help } from "commander";
import stringWidth from "string-width";
import type { Language } from "../report/language.ts";

const headings: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

const argumentTerm = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? "…" : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** The layout of help: commander's own words in the reader's language, Chinese characters as two columns. */
export const helpIn = (language: Language): Partial<Help> => ({
  displayWidth: (text) => stringWidth(text),
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
  ...(language === "zh" ? { styleTitle: (title: string) => headings[title] ?? title } : {}),
});

/** The usage of a command after its name: `[options] <lab> <file…>`. */
export function usageOf(command: Command, language: Language): string {
  const [options, name] = language === "zh" ? ["[选项]", "[命令]"] : ["[options]", "[command]"];
  const rest = command.commands.length > 0 ? [name] : command.registeredArguments.map(argumentTerm);
  return [options, ...rest].join(" ");
}
