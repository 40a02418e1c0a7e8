/** A value as an error shows it: a string in quotes, so that "64" is not taken for 64. */
export const asGiven = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);
