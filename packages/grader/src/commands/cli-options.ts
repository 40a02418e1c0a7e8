import { InvalidArgumentError } from "commander";

/** A number above 0, for an option. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("above 0");
  return value;
};

/** A whole number of at least 1. */
export const count = (text: string): number => {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("whole");
  return value;
};
