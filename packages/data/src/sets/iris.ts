import manifest from "../../assets/manifest.json" with { type: "json" };
import { readCsv } from "../readers/csv/csv.ts";
import { type About, shippedBytes, type TableSet, tableSet } from "./table-set.ts";

const about: About = {
  name: "iris",
  title: {
    en: "Iris: flowers of three species of iris, measured by Edgar Anderson",
    zh: "鸢尾花：三种鸢尾的花，由 Edgar Anderson 测量",
  },
  columns: {
    sepal_length: { en: "length of the sepal in cm", zh: "萼片长（厘米）" },
    sepal_width: { en: "width of the sepal in cm", zh: "萼片宽（厘米）" },
    petal_length: { en: "length of the petal in cm", zh: "花瓣长（厘米）" },
    petal_width: { en: "width of the petal in cm", zh: "花瓣宽（厘米）" },
    species: {
      en: "setosa, versicolor or virginica",
      zh: "种类：setosa（山鸢尾）、versicolor（变色鸢尾）或 virginica（维吉尼亚鸢尾）",
    },
  },
  licence: { en: "MIT, © 2021 mljs", zh: "MIT，© 2021 mljs" },
  citation:
    "Ronald A. Fisher. The use of multiple measurements in taxonomic problems. Annals of Eugenics 7(2): 179–188, 1936.",
};

/**
 * Loads a small table for classification: 150 flowers, 50 of each species, four lengths of each. No values are missing.
 *
 * The values match Fisher's article; other copies differ in the 35th and 38th flower.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 * @example
 * ```ts
 * import { distinct, iris, toDataset } from "@downhill/data";
 * const flowers = await iris();
 * const classes = distinct(flowers, "species");
 * const points = toDataset(flowers, { x: ["petal_length", "petal_width"], y: "species", classes });
 * ```
 * @see Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7 (1936), table I.
 */
export async function iris(): Promise<TableSet> {
  const { bytes, options } = await shippedBytes(manifest.iris);
  return tableSet(await readCsv(bytes, options), about);
}
