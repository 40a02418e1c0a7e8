import { WgslError } from "../wgsl-error.ts";

interface Advice {
  readonly en: string;
  readonly zh: string;
}

const sharing: Advice = {
  en: "let invocations share values in a var<workgroup>",
  zh: "请让各次调用通过 var<workgroup> 共享数据",
};
const separately: Advice = {
  en: "name it with let first, in a separate statement",
  zh: "请先单独用一条 let 语句给它取个名称",
};
const without: Advice = { en: "write the kernel without it", zh: "请换一种不用它的写法" };

/** What to write instead of a part of WGSL that this interpreter does not support. */
const advice: readonly (readonly [names: RegExp, instead: Advice])[] = [
  [/^@group/, { en: "write @group(0)", zh: "请改用 @group(0)" }],
  [/^@/, { en: "remove it", zh: "请删去" }],
  [/^subgroup|^quad/, sharing],
  [/^a barrier /, separately],
  [/^texture|^sampler/, { en: "keep numbers in a buffer", zh: "请把数放在缓冲区里" }],
  [/^f16|h$/, { en: "compute with f32", zh: "请用 f32 计算" }],
];

const chinese = new Map([
  ["a barrier inside of [ ]", "[ ] 里的同步屏障"],
  ["a barrier among the arguments of a function", "函数参数里的同步屏障"],
]);

/** The error for a feature of WGSL that the course's interpreter does not support. */
export function unknownFeature(name: string, line: number): WgslError {
  const { en, zh } = advice.find(([names]) => names.test(name))?.[1] ?? without;
  return new WgslError(
    "unsupported",
    {
      en: `the course's interpreter does not support ${name}; ${en}`,
      zh: `本课程的解释器不支持${chinese.get(name) ?? ` ${name}`}，${zh}`,
    },
    line,
  );
}

const functions =
  /^(?:texture\w*|subgroup\w*|quad[A-Z]\w*|pack\w+|unpack\w+|dot4[IU]8Packed|dpd[xy]\w*|fwidth\w*|quantizeToF16|refract|f16|vec[234]h|mat[234]x[234]h)$/;

/** Whether WGSL has a function of this name that the interpreter does not support. */
export const isUnknownFunction = (name: string): boolean => functions.test(name);

/** The same for types. */
export const isUnknownType = (name: string): boolean =>
  /^(?:f16|vec[234]h|mat[234]x[234]h|texture_\w+|sampler(?:_comparison)?)$/.test(name);
