import { meantAmong, sizeOf, type TypedArray } from "@downhill/tensor";
import { DataError } from "../../data-error.ts";
import { digestName } from "./digest.ts";
import { arrays, type TensorFile, type Values } from "./values.ts";

/** What is wrong, and the remedy. */
type Two = readonly [what: string, remedy: string];

const refused = ({ en, zh }: { readonly en: Two; readonly zh: Two }): DataError =>
  new DataError("not-encodable", {
    en: `encodeSafetensors: ${en[0]}; ${en[1]}.`,
    zh: `encodeSafetensors：${zh[0]}；${zh[1]}。`,
  });

const written = (value: unknown): string =>
  Array.isArray(value) && value.every((n) => typeof n === "number")
    ? `[${value.join(",")}]`
    : JSON.stringify(value);

/** True for a string that UTF-8 can encode. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && !/\p{Surrogate}/u.test(value);

function checkName(name: unknown): void {
  if (!isText(name)) {
    throw refused({
      en: [`${written(name)} is not a name the file can hold`, "name tensors with well-formed strings"],
      zh: [`${written(name)} 不能作为文件中的名称`, "请用由完整字符组成的文本为张量命名"],
    });
  }
  if (name === "__metadata__") {
    throw refused({
      en: [
        'no tensor can be named "__metadata__", which the format reserves for metadata',
        "choose another name",
      ],
      zh: ['张量不能命名为 "__metadata__"，这个名称由格式用来存放元数据', "请换一个名称"],
    });
  }
}

const kindOf = (data: unknown): string =>
  typeof data === "object" && data !== null ? data.constructor.name : written(data);

/** The first number that is neither 0 (false) nor 1 (true). */
const oddBool = (data: TypedArray): number | undefined =>
  Array.from(data).find((bit) => bit !== 0 && bit !== 1);

function checkTensor(name: string, { dtype, shape, data }: Values): void {
  const at = `"${name}"`;
  const array = Object.hasOwn(arrays, dtype) ? arrays[dtype] : undefined;
  if (array === undefined) {
    const remedy = meantAmong(dtype, Object.keys(arrays));
    throw refused({
      en: [`${at} has the unknown dtype ${written(dtype)}`, remedy.en],
      zh: [`${at} 的数据类型 ${written(dtype)} 无法识别`, remedy.zh],
    });
  }
  if (!(data instanceof array)) {
    throw refused({
      en: [`the data of ${at} is ${kindOf(data)}, but ${dtype} needs ${array.name}`, "convert one of them"],
      zh: [`${at} 的数据是 ${kindOf(data)}，而 ${dtype} 应存于 ${array.name}`, "请转换其中之一"],
    });
  }
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw refused({
      en: [
        `the shape of ${at} is ${written(shape)}`,
        "give a list of whole numbers of at least 0, for example [2, 3]",
      ],
      zh: [`${at} 的形状是 ${written(shape)}`, "请给出由非负整数组成的数组，例如 [2, 3]"],
    });
  }
  if (data.length !== sizeOf(shape)) {
    throw refused({
      en: [
        `${at} has ${data.length} numbers, but its shape [${shape.join(",")}] has room for ${sizeOf(shape)}`,
        "correct the shape or the data",
      ],
      zh: [
        `${at} 有 ${data.length} 个数，而形状 [${shape.join(",")}] 需要 ${sizeOf(shape)} 个`,
        "请修正形状或数据",
      ],
    });
  }
  const odd = dtype === "bool" ? oddBool(data) : undefined;
  if (odd !== undefined) {
    throw refused({
      en: [`${at} has dtype bool but holds ${odd}`, "give 0 for false and 1 for true"],
      zh: [`${at} 的数据类型是 bool，却含有 ${odd}`, "请用 0 表示假，1 表示真"],
    });
  }
}

function checkMetadata(metadata: unknown): void {
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) {
    throw refused({
      en: [`the metadata is ${written(metadata)}`, 'give strings by name, for example { step: "5" }, or {}'],
      zh: [`元数据是 ${written(metadata)}`, '请给出名称与文本，例如 { step: "5" }，没有时写 {}'],
    });
  }
  for (const [name, value] of Object.entries(metadata)) {
    if (!isText(name) || !isText(value)) {
      throw refused({
        en: [
          `the metadata ${written(name)} is ${written(value)}`,
          "the format holds only strings, so convert it to one",
        ],
        zh: [`元数据 ${written(name)} 是 ${written(value)}`, "该格式只能存放文本，请先转成文本"],
      });
    }
    if (name === digestName) {
      throw refused({
        en: [`the metadata "${digestName}" is reserved for the file's own digest`, "choose another name"],
        zh: [`元数据 "${digestName}" 用来存放文件自身的摘要`, "请换一个名称"],
      });
    }
  }
}

/**
 * Returns the file if it can be written unchanged.
 *
 * @throws DataError with the tensor or the metadata, and the remedy, if reading it back would not give the same
 */
export function checked(file: TensorFile): TensorFile {
  const { tensors, metadata } = file;
  if (!((tensors as unknown) instanceof Map)) {
    throw refused({
      en: [`tensors is ${kindOf(tensors)}`, "give a Map, for example new Map(Object.entries({ w }))"],
      zh: [`tensors 是 ${kindOf(tensors)}`, "请给出 Map，例如 new Map(Object.entries({ w }))"],
    });
  }
  for (const [name, values] of tensors) {
    checkName(name);
    checkTensor(name, values);
  }
  checkMetadata(metadata);
  return file;
}
