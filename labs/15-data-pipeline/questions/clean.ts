import { asked, kept, sampled, typed } from "@downhill/grader/questions";
import type { Data, Reading, Row } from "../key/solution.ts";
import { measures, missing } from "../provided/penguins.ts";
import { birds } from "./birds.ts";
import { cleaned, type Cells, fileOf, files, readingOf } from "./files.ts";
import { refusals } from "./refusals.ts";
import { type Module, rowAxis } from "./rows.ts";

const told = {
  en: 'size is a number, place a text, kind the label; "NA" and "" are missing',
  zh: "size 是数，place 是文本，kind 是标签；“NA”和空文本表示缺失",
};
const about = (en: string, zh: string) => ({ en: `${en} (${told.en})`, zh: `${zh}（${told.zh}）` });

export const cleanAsked = [
  ...asked<Module>(
    {
      what: about("numbers, texts and missing cells", "数、文本和缺失的单元格"),
      ask: (module) =>
        files(
          module,
          [
            ["3.5", "north", "cat"],
            ["-2", "NA", "dog"],
            ["NA", "south", "cat"],
            ["1e3", "", "bird"],
          ],
          [
            ["0", "12", "a"],
            ["007", "NaN", "b"],
            ["-0.25", "na", "a"],
            ["", "0", "c"],
          ],
          [
            ["0x10", "a", "x"],
            [".5", "b", "x"],
            ["+7", "c", "x"],
            ["2.", "d", "x"],
            ["1E2", "e", "x"],
            ["1234567.0625", "f", "x"],
          ],
          [["5", "x", "7"]],
        ),
      axes: [rowAxis],
    },
    {
      what: about("cells with spaces around them", "前后带空白的单元格"),
      ask: (module) =>
        files(module, [
          [" 3 ", "  north", "cat "],
          ["4\t", " NA ", "\ndog"],
          ["   ", "New  York ", "cat"],
          ["5", "\t", "a b"],
        ]),
      axes: [rowAxis],
    },
    {
      what: about("rows without a label", "没有标签的行"),
      ask: (module) =>
        files(
          module,
          [
            ["1", "a", "NA"],
            ["2", "b", "x"],
            ["3", "c", ""],
            ["4", "d", " NA "],
            ["5", "e", "y"],
          ],
          [["1", "a", "NA"]],
          [],
        ),
      axes: [rowAxis],
      holds: ["empty"],
    },
    {
      what: about(
        "rows that repeat earlier ones, and rows that nearly do",
        "与前面重复的行，以及只差一点的行",
      ),
      ask: (module) =>
        files(
          module,
          [
            ["1", "a", "x"],
            ["2", "b", "y"],
            ["1", "a", "x"],
            ["1", "a", "z"],
            ["1.0", " a", "x"],
            ["2", "B", "y"],
          ],
          [
            ["NA", "", "x"],
            ["", "NA", "x"],
            ["NA", "NA", "y"],
            ["NA", "null", "x"],
            ["0", "NA", "x"],
          ],
          [
            ["1", "a,b", "x"],
            ["1", "a", "b,x"],
            ["1", 'a","b', "x"],
            ["1", "a", 'b","x'],
            ["1", "a", "bx"],
            ["1", "ab", "x"],
          ],
          [
            ["8", "a", "x"],
            ["8", "a", "x"],
            ["8", "a", "x"],
            ["9", "a", "x"],
            ["8", "a", "x"],
          ],
        ),
      axes: [rowAxis],
    },
    {
      what: {
        en: "other texts for what is missing, and none",
        zh: "用别的文本表示缺失，以及没有任何文本表示缺失",
      },
      ask: (module) =>
        Object.fromEntries(
          [["-999", "?"], ["."], []].map((absent) => [
            `missing: ${typed(absent)}`,
            cleaned(
              module,
              fileOf([
                ["-999", absent[1] ?? "NA", "x"],
                ["-999.0", ".", "y"],
                ["5", "-999", "x"],
                ["5", "", "x"],
                ["5", "?", "x"],
                ["6", "a", ""],
              ]),
              readingOf(...absent),
            ),
          ]),
        ),
      axes: [rowAxis],
    },
    {
      what: {
        en: "other columns, and entries with columns that the reading does not name",
        zh: "别的列名，以及含有 reading 没有列出的列的表",
      },
      ask: (module) => {
        const file = [
          { id: "1", b: "4", a: "x", c: "7", y: "p", note: "n/a" },
          { id: "2", b: "4", a: "x", c: "7", y: "p", note: "again" },
          { id: "3", b: "x", a: "9", c: "0.5", y: "p", note: "" },
        ];
        const readings: readonly Reading[] = [
          { columns: { a: "text", b: "text", c: "number" }, label: "y", missing: ["x"] },
          { columns: { c: "number" }, label: "b", missing: [] },
          { columns: {}, label: "id", missing: ["2"] },
        ];
        return Object.fromEntries(
          readings.map((reading) => [`clean(file, ${typed(reading)})`, cleaned(module, file, reading)]),
        );
      },
      axes: [rowAxis],
    },
  ),
  ...refusals,
  ...asked<Module>(
    {
      what: {
        en: "the file and the reading afterwards, and the first answer after another call",
        zh: "事后的 file 和 reading，以及再调用一次之后的第一个结果",
      },
      ask(module) {
        const rows: readonly Cells[] = [
          [" 1 ", "a", "x"],
          ["1", "a", "x"],
          ["NA", "b", "y"],
        ];
        const [file, reading] = [fileOf(rows), readingOf("NA")];
        const first = kept(cleaned(module, file, reading));
        const other = cleaned(module, fileOf([["1", "a", "x"]]), readingOf());
        const seen = {
          "file afterwards": file.map((entry) => ({ ...entry })),
          "reading afterwards": reading,
        };
        return { first, other, again: cleaned(module, file, reading), ...seen };
      },
      axes: [rowAxis],
    },
    {
      what: { en: "the penguins, by species and by sex", zh: "企鹅：分别以 species 和 sex 为标签" },
      async ask({ clean }) {
        const see = async (label: string, other: string): Promise<unknown> => {
          const { x, y }: Data<Row> = clean(await birds(), {
            columns: { ...measures, island: "text", [other]: "text" },
            label,
            missing: [...missing],
          });
          const gaps = Object.fromEntries(
            [...Object.keys(measures), "island", other].map((name) => [
              name,
              x.filter((row) => row[name] === null).length,
            ]),
          );
          const names = Object.keys(x[0]!).toSorted();
          return { rows: sampled(x, 30), labels: sampled(y, 30), gaps, names };
        };
        return { species: await see("species", "sex"), sex: await see("sex", "species") };
      },
      names: { names: { en: "the columns of x", zh: "x 的列" }, gaps: { en: "the gaps", zh: "缺失" } },
    },
    {
      what: { en: "60,000 rows, a third of them repeats", zh: "60,000 行，其中三分之一是重复的" },
      ask(module, draw) {
        const shift = draw.integer(1, 9);
        const file = fileOf(
          Array.from({ length: 60_000 }, (_, i): Cells => [String((i % 40_000) + shift), "a", `k${i % 4}`]),
        );
        const { x, y } = cleaned(module, file, readingOf("NA")) as Data<Row>;
        return { x: sampled(x, 4_000), y: sampled(y, 4_000) };
      },
      costly: true,
    },
  ),
];
