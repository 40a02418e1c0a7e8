/** Escape sequences of a terminal: commands with parameters, texts for the window up to their end, and short ones. */
const escapes =
  // oxlint-disable-next-line no-control-regex -- these are what is removed
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]/g;

/**
 * Text from a submission as a report may print it: without escape sequences and control characters, which could fake
 * a report, and without marks that reverse the direction of writing.
 */
export const cleaned = (text: string): string =>
  text
    .replace(escapes, "")
    .replace(/\r\n/g, "\n")
    // oxlint-disable-next-line no-control-regex -- these are what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/** A message in one line: it cannot be mistaken for lines of a report. */
export const inOneLine = (text: string): string => {
  const line = cleaned(text).replace(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
};
