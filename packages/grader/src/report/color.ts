import picocolors from "picocolors";

const { createColors } = picocolors;

type Environment = Readonly<Record<string, string | undefined>>;

/** Functions that colour text, or leave it alone. */
export type Colors = ReturnType<typeof createColors>;

/** Whether to colour: NO_COLOR wins, then FORCE_COLOR, then whether the output is a terminal. */
export function wantsColor(env: Environment, isTerminal: boolean | undefined): boolean {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  // Node leaves isTTY undefined on a pipe, although its type does not allow that.
  return isTerminal === true && env["TERM"] !== "dumb";
}

export const colors = (enabled: boolean): Colors => createColors(enabled);
