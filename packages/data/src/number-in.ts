const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const whole = /^\s*[+-]?\d+\s*$/;

/** The digits that count: without sign, point, exponent and leading zeros. */
const digitsOf = (text: string): string =>
  text
    .replace(/[eE].*$/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");

/** True when a text is a number in decimal notation, however large. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/**
 * Returns the number that a text spells in decimal notation, or undefined when it spells none, or one that float64 changes.
 *
 * Up to $2^{53} - 1$ each whole number has a float64 of its own. From there on neighbours share one (208310224003697457 and
 * …459 both become …472), so a whole number written digit by digit, as an id is, is none; one with a point or an exponent, as a
 * measured number has, is one where float64, written with as many digits, is spelled the same: 6.02e23 is, 9007199254740993.0 is not.
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
