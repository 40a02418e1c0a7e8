/** How wide a text is in a terminal: Chinese characters take two columns. */
const columnsOf = (text: string): number =>
  text.length + text.replaceAll(/[^\u3000-\u9fff\uff00-\uffef]/g, "").length;

/** A column's name, and whether its cells are numbers, which end where the name ends. */
export interface Column {
  readonly name: string;
  readonly align: "left" | "right";
}

/** Rows under names as lines of text, without colours and frames, so that a pipe and a file can take them too. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map(({ name }) => name), ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => columnsOf(row[i] ?? ""))));
  const padded = (text: string, i: number): string => {
    const space = " ".repeat(widths[i]! - columnsOf(text));
    return columns[i]!.align === "left" ? text + space : space + text;
  };
  return all.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}
