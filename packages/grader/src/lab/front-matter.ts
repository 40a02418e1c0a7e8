import { parse, YAMLParseError } from "yaml";
import { type Page, pageFault } from "./markdown.ts";

/** The lines above a lesson, between lines of three dashes. */
export interface FrontMatter {
  readonly title: string;
  readonly summary: string;
}

/**
 * What a lesson asks of its reader: nothing but a derivative and some TypeScript; the step along a gradient; or several
 * earlier labs.
 */
const levels = ["introductory", "intermediate", "advanced"] as const;
export type Level = (typeof levels)[number];

/** The fields that only `lesson.md` has, since they need no translation. */
export interface Facts {
  readonly minutes: number;
  readonly level: Level;
  readonly prerequisites: readonly string[];
  readonly rows: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(page: Page): Fields {
  const [first] = page.root.children;
  if (first?.type !== "yaml") {
    throw pageFault(page, 1, {
      en: "the front matter is missing; begin with `---`, `title: …`, `summary: …`, `---`.",
      zh: "缺少 front matter。文件开头请写 `---`、`title: …`、`summary: …`、`---`。",
    });
  }
  try {
    const fields: unknown = parse(first.value);
    return typeof fields === "object" && fields !== null ? (fields as Fields) : {};
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = 1 + (error.linePos?.[0].line ?? 1);
    const [reason = ""] = error.message.split(/ at line|\n/);
    throw pageFault(page, line, {
      en: `the front matter is not valid YAML: ${reason}. A string with a colon needs quotes.`,
      zh: `front matter 不是合法的 YAML：${reason}。含有冒号的文字要加引号。`,
    });
  }
}

function textField(page: Page, fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw pageFault(page, 1, {
    en: `the front matter needs \`${name}: …\`, a string.`,
    zh: `front matter 里需要写 \`${name}: …\`，值是一段文字。`,
  });
}

function listField(page: Page, fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw pageFault(page, 1, {
    en: `the front matter needs \`${name}: [ … ]\`, a list of strings, possibly empty.`,
    zh: `front matter 里需要写 \`${name}: [ … ]\`，值是文字列表；一项也没有时写空列表。`,
  });
}

function refuseUnknown(page: Page, fields: Fields, known: readonly string[]): void {
  for (const name of Object.keys(fields)) {
    if (known.includes(name)) continue;
    throw pageFault(page, 1, {
      en: `the front matter's \`${name}\` is unknown; this file has ${known.join(", ")}.`,
      zh: `front matter 里的 \`${name}\` 无法识别。这个文件可以写的有：${known.join("、")}。`,
    });
  }
}

const named = (page: Page, fields: Fields): FrontMatter => ({
  title: textField(page, fields, "title"),
  summary: textField(page, fields, "summary"),
});

/**
 * The front matter of `lesson.zh.md`, or of any page but `lesson.md`.
 *
 * @throws {CourseError} For an author's faults, each with its remedy.
 */
export function frontMatter(page: Page): FrontMatter {
  const fields = fieldsOf(page);
  refuseUnknown(page, fields, ["title", "summary"]);
  return named(page, fields);
}

/** The front matter of `lesson.md`, which also holds what needs no translation. */
export function frontMatterWithFacts(page: Page): FrontMatter & Facts {
  const fields = fieldsOf(page);
  refuseUnknown(page, fields, ["title", "summary", "minutes", "level", "prerequisites", "rows"]);
  const { minutes } = fields;
  if (typeof minutes !== "number" || !(minutes > 0)) {
    throw pageFault(page, 1, {
      en: "the front matter needs `minutes: …`, a number above 0.",
      zh: "front matter 里需要写 `minutes: …`，值是大于 0 的数。",
    });
  }
  const level = levels.find((each) => each === fields["level"]);
  if (level === undefined) {
    throw pageFault(page, 1, {
      en: `the front matter needs \`level: …\`, one of ${levels.join(", ")}.`,
      zh: `front matter 里需要写 \`level: …\`，可取的值有 ${levels.join("、")}。`,
    });
  }
  return {
    ...named(page, fields),
    minutes,
    level,
    prerequisites: listField(page, fields, "prerequisites"),
    rows: listField(page, fields, "rows"),
  };
}
