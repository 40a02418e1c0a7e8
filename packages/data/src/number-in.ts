const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const whole = /^\s*[+-]?\d+\s*$/;

/** The significant digits: without sign, point, exponent and leading zeros. */
const digitsOf = (text: string): string =>
  text
    .replace(/[eE].*$/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");

/** True if a text is a number in decimal notation, however large. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/**
 * Parses a number in decimal notation; returns undefined if the text is not a number, or is one that float64 would
 * change.
 *
 * Up to $2^{53} - 1$ each whole number has its own float64. Beyond that neighbours share one (208310224003697457 and
 * …459 both become …472), so a whole number written digit by digit, as ids are, does not count as a number. One with a
 * point or an exponent, as measurements have, counts if float64, printed with as many digits, reads the same: 6.02e23
 * does, 9007199254740993.0 does not.
 *
 * @see IEEE 754-2019, §5.12.2, "External decimal character sequences representing finite numbers".
 */
export function numberIn(text: string): number | undefined {
  const value = isDecimal(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) return undefined;
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const digits = digitsOf(text);
  if (whole.test(text) || digits.length > 100) return undefined;
  return digitsOf(value.toExponential(digits.length - 1)) === digits ? value : undefined;
}
