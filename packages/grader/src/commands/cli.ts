import { CommanderError } from "commander";
import { CourseError } from "../lab/course-error.ts";
import type { ExitCode } from "./exit-code.ts";
import { processOutput } from "./output.ts";
import { program } from "./program.ts";
import { usageError } from "./usage-error.ts";

const askedLanguage = (args: readonly string[]): string | undefined => {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  return at === -1 ? undefined : (args[at]?.split("=")[1] ?? args[at + 1]);
};

/**
 * The `downhill` command.
 *
 * @param args What follows the command's name.
 * @param output Makes the output for the requested language; this process's own by default.
 * @returns 0 for full points, 1 for less, 2 if the command was invalid or could not work, 3 if the progress could not
 * be saved.
 */
export async function main(args: readonly string[], output = processOutput): Promise<ExitCode> {
  const asked = askedLanguage(args);
  const out = output(asked);
  let code: ExitCode = 0;
  const command = program(out, async (ending) => {
    code = await ending;
  });
  try {
    if (asked !== undefined && asked !== "en" && asked !== "zh") {
      throw new CourseError("unknown-name", {
        en: `--lang is en or zh, not "${asked}".`,
        zh: `--lang 只能是 en 或 zh，不能是 “${asked}”。`,
      });
    }
    if (args.length === 0) command.outputHelp();
    else await command.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const names = command.commands.map((each) => each.name());
    if (error instanceof CommanderError) out.complain(out.say(usageError(error, args, names)));
    else if (error instanceof CourseError) out.complain(out.say(error.text));
    else throw error;
    return 2;
  }
}
