import stringWidth from "string-width";

/** A column's name, and whether its cells are numbers, which are aligned right. */
export interface Column {
  readonly name: string;
  readonly align: "left" | "right";
}

/** A table as lines of text, without colours and frames, so that it also suits a pipe or a file. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map(({ name }) => name), ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => stringWidth(row[i] ?? ""))));
  const padded = (text: string, i: number): string => {
    const space = " ".repeat(widths[i]! - stringWidth(text));
    return columns[i]!.align === "left" ? text + space : space + text;
  };
  return all.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}
