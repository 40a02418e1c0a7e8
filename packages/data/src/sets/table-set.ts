import { checkChoice } from "@downhill/tensor";
import { assetsFolder, reinstall } from "../assets.ts";
import type { Bilingual } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { disk } from "../disk.ts";
import { columnOf, type Table } from "../table.ts";
import { type ListedFile, listedBytes } from "./listed-file.ts";

/** The description of a set, without its values. */
export interface About {
  readonly name: string;
  /** What one row is, and where and when it was collected. */
  readonly title: Bilingual;
  /** What each column holds, with its unit. */
  readonly columns: Readonly<Record<string, Bilingual>>;
  readonly licence: Bilingual;
  readonly citation: string;
}

/** A table that ships with this package. */
export interface TableSet extends Table {
  readonly name: string;
  readonly licence: string;
  readonly citation: string;
  /** What the rows and columns are, how many values are missing, licence and citation, as a few lines of text. */
  describe(language?: "en" | "zh"): string;
}

/**
 * The bytes of a file that ships with this package.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 */
export async function shippedBytes(listed: ListedFile) {
  const io = disk();
  const place = io.join(io.pathOf(assetsFolder()), listed.file);
  const bytes = await io.read(place);
  if (bytes === undefined) {
    throw new DataError("not-found", {
      en: `${place}: the file does not exist; ${reinstall.en}.`,
      zh: `${place}：没有这个文件；${reinstall.zh}。`,
    });
  }
  return {
    bytes: await listedBytes(bytes, listed, place, reinstall),
    options: { file: place, remedy: reinstall },
  };
}

function describe(table: Table, about: About, language: "en" | "zh"): string {
  checkChoice("describe", "language", language, ["en", "zh"]);
  const widest = Math.max(...table.names.map((name) => name.length));
  const columns = table.names.map((name) => {
    const { kind, values } = columnOf(table, name);
    const missing = values.filter((value) => value === null).length;
    const meaning = about.columns[name]![language];
    const gaps = missing === 0 ? "" : language === "en" ? ` (${missing} missing)` : `（缺失 ${missing} 个）`;
    const kinds = language === "en" ? { number: "number", text: "text  " } : { number: "数值", text: "文本" };
    return `  ${name.padEnd(widest)}  ${kinds[kind]}  ${meaning}${gaps}`;
  });
  return (
    language === "en"
      ? [
          about.title.en,
          `${table.size} rows, ${table.names.length} columns:`,
          ...columns,
          `Licence: ${about.licence.en}`,
          `Citation: ${about.citation}`,
        ]
      : [
          about.title.zh,
          `共 ${table.size} 行、${table.names.length} 列：`,
          ...columns,
          `许可证：${about.licence.zh}`,
          `引用：${about.citation}`,
        ]
  ).join("\n");
}

/** Adds its description to a table. */
export function tableSet(table: Table, about: About): TableSet {
  return {
    ...table,
    name: about.name,
    licence: about.licence.en,
    citation: about.citation,
    describe: (language = "en") => describe(table, about, language),
  };
}
