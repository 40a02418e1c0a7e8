import type { CommanderError } from "commander";
import { nearName } from "../lab/near-name.ts";
import type { Text } from "../lab/text.ts";

const help: Text = {
  en: "`npx downhill --help` lists commands and options.",
  zh: "用 `npx downhill --help` 查看用法。",
};

function unknownWord(word: string, commands: readonly string[]): Text {
  if (commands.includes(word)) {
    return { en: `Too many words after "${word}". ${help.en}`, zh: `“${word}” 后面的参数太多了。${help.zh}` };
  }
  const guess = nearName(word, commands);
  return {
    en: `There is no command "${word}".${guess === undefined ? "" : ` Did you mean ${guess}?`} ${help.en}`,
    zh: `没有叫 “${word}” 的命令。${guess === undefined ? "" : `是不是想用 ${guess}？`}${help.zh}`,
  };
}

/** A usage error in a sentence of both languages; commander's own words are English only. */
export function usageError(
  error: CommanderError,
  args: readonly string[],
  commands: readonly string[],
): Text {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownCommand":
    case "commander.excessArguments":
      return unknownWord(quoted === "" ? (args.find((arg) => !arg.startsWith("-")) ?? "") : quoted, commands);
    case "commander.unknownOption": {
      const [, meant] = /Did you mean (?:one of )?(--[\w-]+)/.exec(error.message) ?? [];
      return {
        en: `There is no option ${quoted}.${meant === undefined ? "" : ` Did you mean ${meant}?`} ${help.en}`,
        zh: `没有 ${quoted} 这个选项。${meant === undefined ? "" : `是不是想用 ${meant}？`}${help.zh}`,
      };
    }
    case "commander.optionMissingArgument":
      return {
        en: `The option ${quoted} needs a value. ${help.en}`,
        zh: `选项 ${quoted} 需要一个值。${help.zh}`,
      };
    case "commander.missingArgument":
      return {
        en: `The command needs "${quoted}" as well. ${help.en}`,
        zh: `这个命令还缺少参数 “${quoted}”。${help.zh}`,
      };
    case "commander.invalidArgument":
      return error.message.endsWith("whole")
        ? {
            en: `The option ${quoted} needs a whole number of at least 1. ${help.en}`,
            zh: `选项 ${quoted} 需要一个正整数。${help.zh}`,
          }
        : {
            en: `The option ${quoted} needs a number above 0. ${help.en}`,
            zh: `选项 ${quoted} 需要一个大于 0 的数。${help.zh}`,
          };
    default:
      return { en: `${error.message}. ${help.en}`, zh: `${error.message}。${help.zh}` };
  }
}
