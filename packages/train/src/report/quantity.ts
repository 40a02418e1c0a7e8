/** Three digits and a prefix, as in "25.7 M"; small numbers as they are. */
export function short(count: number): string {
  if (count < 1000) return String(Number(count.toPrecision(3)));
  const prefixes = ["k", "M", "G", "T", "P", "E", "Z"];
  const power = Math.min(prefixes.length, Math.floor(Math.log10(Number(count.toPrecision(3))) / 3));
  return `${(count / 1000 ** power).toPrecision(3)} ${prefixes[power - 1]!}`;
}

/** A number with a unit, the prefix before it: "25.7 MB", "12 B". */
export const withUnit = (count: number, unit: string): string => {
  const text = short(count);
  return /[a-zA-Z]$/.test(text) ? text + unit : `${text} ${unit}`;
};
