import { NotSaved } from "../desk/not-saved.ts";
import type { LabProgress } from "../desk/progress.ts";
import { saveProgress } from "../desk/progress-file.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** Saves progress after everything has been shown; if it cannot be saved, that is reported and the exit code is 3. */
export async function saved(
  out: Output,
  root: string,
  lab: string,
  addition: LabProgress,
  code: ExitCode,
): Promise<ExitCode> {
  try {
    await saveProgress(root, lab, addition);
    return code;
  } catch (error) {
    if (!(error instanceof NotSaved)) throw error;
    out.complain(out.say(error.text));
    return 3;
  }
}
