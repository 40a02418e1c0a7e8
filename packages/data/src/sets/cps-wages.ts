import manifest from "../../assets/manifest.json" with { type: "json" };
import { readCsv } from "../readers/csv/csv.ts";
import { type About, shippedBytes, type TableSet, tableSet } from "./table-set.ts";

const about: About = {
  name: "cps-wages",
  title: {
    en: "CPS wages 1985: hourly wages of workers in the United States, a random sample of the Current Population Survey of May 1985",
    zh: "CPS 1985 年工资：美国劳动者的时薪，取自 1985 年 5 月当前人口调查的随机样本",
  },
  columns: {
    education: { en: "years of education", zh: "受教育年数" },
    south: { en: "1 in the southern states, otherwise 0", zh: "居住在南部各州为 1，否则为 0" },
    gender: { en: "female or male", zh: "性别：female（女）或 male（男）" },
    experience: { en: "years since school: age − education − 6", zh: "离校年数：年龄 − 受教育年数 − 6" },
    union: { en: "1 for a member of a trade union, otherwise 0", zh: "工会会员为 1，否则为 0" },
    wage: { en: "dollars an hour", zh: "时薪（美元）" },
    age: { en: "years", zh: "年龄（岁）" },
    race: {
      en: "hispanic, white or other, as the survey asked",
      zh: "族裔，按调查的分类：hispanic、white 或 other",
    },
    occupation: {
      en: "clerical, management, professional, sales, service or other",
      zh: "职业：clerical（文员）、management（管理）、professional（专业技术）、sales（销售）、service（服务）或 other（其他）",
    },
    sector: {
      en: "construction, manufacturing or other",
      zh: "行业：construction（建筑）、manufacturing（制造）或 other（其他）",
    },
    married: { en: "1 when married, otherwise 0", zh: "已婚为 1，否则为 0" },
  },
  licence: {
    en: "PDDL 1.0 for the table, CC0 1.0 for its contents",
    zh: "数据表采用 PDDL 1.0，内容采用 CC0 1.0",
  },
  citation:
    "Ernst R. Berndt. The Practice of Econometrics: Classic and Contemporary. Addison-Wesley, 1991, chapter 5.",
};

/**
 * Loads a table for regression: the wages of 534 workers, with ten columns that may explain them. No values are
 * missing.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 * @example
 * ```ts
 * import { cpsWages, toDataset } from "@downhill/data";
 * const wages = await cpsWages();
 * console.log(wages.describe()); // or describe("zh")
 * const points = toDataset(wages, { x: ["education", "experience"], y: "wage" });
 * ```
 * @see Berndt, "The Practice of Econometrics" (1991), ch. 5, "Analyzing Determinants of Wages and Measuring Wage Discrimination".
 */
export async function cpsWages(): Promise<TableSet> {
  const { bytes, options } = await shippedBytes(manifest.cpsWages);
  return tableSet(await readCsv(bytes, options), about);
}
