import manifest from "../../assets/manifest.json" with { type: "json" };
import { readCsv } from "../readers/csv/csv.ts";
import { type About, shippedBytes, type TableSet, tableSet } from "./table-set.ts";

const about: About = {
  name: "penguins",
  title: {
    en: "Penguins: three species on three islands of the Palmer Archipelago, Antarctica, measured from 2007 to 2009",
    zh: "企鹅：南极帕尔默群岛三座岛屿上的三种企鹅，测量于 2007 至 2009 年",
  },
  columns: {
    species: {
      en: "Adelie, Chinstrap or Gentoo",
      zh: "种类：Adelie（阿德利企鹅）、Chinstrap（帽带企鹅）或 Gentoo（巴布亚企鹅）",
    },
    island: { en: "Biscoe, Dream or Torgersen", zh: "岛屿：Biscoe、Dream 或 Torgersen" },
    bill_length_mm: { en: "length of the bill in mm", zh: "喙长（毫米）" },
    bill_depth_mm: { en: "depth of the bill in mm", zh: "喙高（毫米）" },
    flipper_length_mm: { en: "length of the flipper in mm", zh: "鳍肢长（毫米）" },
    body_mass_g: { en: "body mass in g", zh: "体重（克）" },
    sex: { en: "female or male", zh: "性别：female（雌）或 male（雄）" },
  },
  licence: { en: "CC0 1.0", zh: "CC0 1.0" },
  citation:
    "Kristen B. Gorman, Tony D. Williams, William R. Fraser. Ecological Sexual Dimorphism and Environmental Variability within a Community of Antarctic Penguins (Genus Pygoscelis). PLoS ONE 9(3): e90081, 2014. Collected as palmerpenguins by Allison M. Horst, Alison P. Hill, Kristen B. Gorman, 2020.",
};

/**
 * Loads a table with missing values: 344 penguins; two were not measured, and for eleven no sex was recorded.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 * @example
 * ```ts
 * import { penguins } from "@downhill/data";
 * const birds = await penguins();
 * console.log(birds.columns.sex?.values.filter((sex) => sex === null).length); // 11
 * ```
 * @see Gorman, Williams, Fraser, "Ecological Sexual Dimorphism …", PLoS ONE 9(3) (2014), doi:10.1371/journal.pone.0090081.
 */
export async function penguins(): Promise<TableSet> {
  const { bytes, options } = await shippedBytes(manifest.penguins);
  return tableSet(await readCsv(bytes, options), about);
}
