import { arrayOf, type DType } from "../dtype.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Shape } from "../shape.ts";
import { ValueError } from "../value-error.ts";
import { written } from "../written.ts";

/** A value in the text of a graph and its position, for the message if it is not as expected. */
export class Place {
  readonly #at: string;
  readonly value: unknown;

  constructor(value: unknown, at = "") {
    this.value = value;
    this.#at = at;
  }

  /** @throws ValueError that names the place. */
  refuse({ en, zh }: Bilingual): never {
    const [at, zhAt] = this.#at === "" ? ["the text", "文本"] : [this.#at, ` ${this.#at} `];
    throw new ValueError("damaged", {
      en: `decodeGraph: ${at} ${en}; write the graph again with encodeGraph`,
      zh: `decodeGraph：${zhAt}${zh}；请用 encodeGraph 重新写出这个图`,
    });
  }

  get isRecord(): boolean {
    return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value);
  }

  field(name: string): Place {
    if (!this.isRecord) return this.refuse({ en: "is not a record", zh: "不是对象" });
    const record = this.value as Readonly<Record<string, unknown>>;
    const at = this.#at === "" ? name : `${this.#at}.${name}`;
    return new Place(Object.hasOwn(record, name) ? record[name] : undefined, at);
  }

  fields(): readonly (readonly [name: string, place: Place])[] {
    if (!this.isRecord) return this.refuse({ en: "is not a record", zh: "不是对象" });
    return Object.keys(this.value as object).map((name) => [name, this.field(name)]);
  }

  list(): readonly Place[] {
    if (!Array.isArray(this.value)) return this.refuse({ en: "is not a list", zh: "不是列表" });
    return this.value.map((each: unknown, i) => new Place(each, `${this.#at}.${i}`));
  }

  text(): string {
    if (typeof this.value === "string") return this.value;
    return this.refuse({ en: "is not a string", zh: "不是字符串" });
  }

  /** A number, or the string for one that JSON cannot represent. */
  number(): number {
    if (typeof this.value === "number") return this.value;
    if (this.isUnusual) return Number(this.value);
    return this.refuse({ en: "is not a number", zh: "不是数" });
  }

  get isUnusual(): boolean {
    return ["NaN", "Infinity", "-Infinity", "-0"].includes(this.value as string);
  }

  /** The id of a value before `end`. */
  idBefore(end: number): number {
    const { value } = this;
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < end) return value as number;
    return this.refuse({
      en: `is ${written(value)}, not the id of one of the ${end} values before it`,
      zh: `是 ${written(value)}，不是前面 ${end} 个值的编号`,
    });
  }

  shape(): Shape {
    return this.list().map((length) => {
      const { value } = length;
      if (Number.isInteger(value) && (value as number) >= 0) return value as number;
      return length.refuse({
        en: `is ${written(value)}, not a length`,
        zh: `是 ${written(value)}，不是长度`,
      });
    });
  }

  dtype(): DType {
    const name = this.text();
    return Object.hasOwn(arrayOf, name)
      ? (name as DType)
      : this.refuse({ en: "is not a dtype", zh: "不是 dtype" });
  }
}
