import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** `downhill new-lab`: begins a lab. */
export async function newLab(_out: Output, _name: string): Promise<ExitCode> {
  return 1;
}
