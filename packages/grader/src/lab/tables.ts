/** Makes lines of tables: cells at the right of columns, which have the usual width, in letters, unless a line gives its own. */
export const columns =
  (usual: number, usualFirst: number) =>
  (cells: readonly (string | number)[], width = usual, first = usualFirst): string =>
    cells
      .map((cell, i) => String(cell).padStart(i === 0 ? first : width))
      .join("")
      .trimEnd();

/** A share as a percentage: `percent(0.8)` is `80.0 %`. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** The lines of a table. */
export type Table = () => readonly string[] | Promise<readonly string[]>;

/**
 * Prints a lesson's tables: all of them, or those that the command names. A command can also name one of `others`, such as `opening`,
 * which is called with the words after it; what it returns is printed alone.
 */
export async function printTables(
  tables: Readonly<Record<string, Table>>,
  others: Readonly<Record<string, (words: readonly string[]) => unknown>> = {},
  asked: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const other = others[asked[0] ?? ""];
  if (other !== undefined) {
    const printed = await other(asked.slice(1));
    if (typeof printed === "string") process.stdout.write(printed);
    return;
  }
  const unknown = asked.find((name) => tables[name] === undefined);
  if (unknown !== undefined) {
    const names = [...Object.keys(tables), ...Object.keys(others)].join(", ");
    process.stderr.write(
      `No table is called ${unknown}; there are ${names}. · 没有叫 ${unknown} 的表；可用的有 ${names}。\n`,
    );
    process.exitCode = 2;
    return;
  }
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name))
      process.stdout.write(`${name}\n${(await table()).join("\n")}\n\n`);
}
