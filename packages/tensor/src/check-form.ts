import { arrayOf } from "./dtype.ts";
import type { Bilingual } from "./bilingual.ts";
import { KindError } from "./kind-error.ts";
import { written } from "./written.ts";

interface Kind extends Bilingual {
  readonly holds: (value: unknown) => boolean;
}

const isNamed = (value: unknown): boolean =>
  (typeof value === "object" && value !== null && !Array.isArray(value)) || typeof value === "function";

const kinds = {
  text: { holds: (value) => typeof value === "string", en: "a string", zh: "文本" },
  number: { holds: (value) => typeof value === "number", en: "a number", zh: "数" },
  count: {
    holds: (value) => Number.isInteger(value) && (value as number) >= 0,
    en: "a whole number of at least 0",
    zh: "不小于 0 的整数",
  },
  dtype: { holds: (value) => Object.hasOwn(arrayOf, value as string), en: "a dtype", zh: "数据类型" },
  tensor: { holds: (value) => isNamed(value) && "giveUp" in (value as object), en: "a tensor", zh: "张量" },
  function: { holds: (value) => typeof value === "function", en: "a function", zh: "函数" },
  list: { holds: Array.isArray, en: "a list", zh: "列表" },
  record: { holds: isNamed, en: "an object with names", zh: "带名字的对象" },
} satisfies Readonly<Record<string, Kind>>;

/**
 * The form of a value: a kind, with `?` if it may be left out; a list whose elements all have a form; or an object with the
 * forms of some of its entries, in which `"*"` stands for every entry.
 */
export type Form =
  keyof typeof kinds | `${keyof typeof kinds}?` | readonly [Form] | { readonly [name: string]: Form };

/**
 * Refuses a value that does not have the form that a function works with, before it does.
 *
 * @param owner names the function in the message, and `name` the argument.
 * @param remedy says where to get such a value; by default, what kind it is.
 * @throws KindError that names the first entry of another form.
 * @example
 * ```ts
 * import { checkForm } from "@downhill/tensor";
 * checkForm("myPlot", "points", [{ step: 1 }], [{ step: "number" }]);
 * // with [{}]: KindError "myPlot: points.0.step is undefined; give a number"
 * ```
 */
export function checkForm(owner: string, name: string, given: unknown, form: Form, remedy?: Bilingual): void {
  const within = typeof form === "object";
  const kind: Kind =
    kinds[within ? (Array.isArray(form) ? "list" : "record") : (form.replace("?", "") as "list")];
  if (!within && form.endsWith("?") && given === undefined) return;
  if (!kind.holds(given)) {
    const shown = written(given).slice(0, 60);
    const [not, notZh] = remedy === undefined ? ["; give ", "；请给出"] : [", not ", "，不是"];
    throw new KindError("wrong-form", {
      en: `${owner}: ${name} is ${shown}${not}${kind.en}${remedy === undefined ? "" : `; ${remedy.en}`}`,
      zh: `${owner}：${name} 是 ${shown}${notZh}${kind.zh}${remedy === undefined ? "" : `；${remedy.zh}`}`,
    });
  }
  if (!within) return;
  const entries: Readonly<Record<string, unknown>> = given as never;
  const forms = Array.isArray(form) ? { "*": form[0] as Form } : (form as Readonly<Record<string, Form>>);
  for (const [key, each] of Object.entries(forms)) {
    for (const own of key === "*" ? Object.keys(entries) : [key]) {
      checkForm(owner, `${name}.${own}`, entries[own], each, remedy);
    }
  }
}
