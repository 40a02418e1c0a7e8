import { WgslError } from "./wgsl-error.ts";

interface Advice {
  readonly en: string;
  readonly zh: string;
}

const vectors: Advice = { en: "compute with single numbers", zh: "请逐个数计算" };
const sharing: Advice = {
  en: "let each invocation work on elements of its own",
  zh: "请让每次调用只处理自己的元素",
};
const pointers: Advice = { en: "name the element itself, such as p[i]", zh: "请直接写元素，如 p[i]" };
const without: Advice = { en: "write the kernel without it", zh: "请换一种不用它的写法" };

/** What to write in place of a part of WGSL that this interpreter leaves out. */
const advice: readonly (readonly [names: RegExp, instead: Advice])[] = [
  [/^switch$/, { en: "write if and else", zh: "请改用 if 和 else" }],
  [
    /^(?:continuing|break if)$/,
    { en: "write if (…) { break; } in the loop", zh: "请在循环体里写 if (…) { break; }" },
  ],
  [/^var<(?:workgroup|private)/, sharing],
  [/^var<function>$/, { en: "write var alone", zh: "请只写 var" }],
  [/^override$/, { en: "write const", zh: "请改用 const" }],
  [/^alias$/, { en: "write the type itself", zh: "请直接写类型" }],
  [/^@group/, { en: "write @group(0)", zh: "请改用 @group(0)" }],
  [/^copies of structs$/, { en: "take its members one by one", zh: "请逐个读取成员" }],
  [/^(?:enable|requires|diagnostic|const_assert|@.*)$/, { en: "remove it", zh: "请删去" }],
  [/^discard$/, { en: "write return;", zh: "请改用 return;" }],
  [/[bB]arrier$|^atomic|^workgroupUniformLoad$|^subgroup|^quad/, sharing],
  [/^(?:&|\*|ptr)$/, pointers],
  [/^(?:array|local arrays)(?:<…>)?$/, { en: "keep numbers in a buffer", zh: "请把数放在缓冲区里" }],
  [/^hexadecimal/, { en: "write it in decimal", zh: "请写成十进制" }],
  [
    /^(?:vec|mat)[234]|^vectors$|^(?:all|any|cross|distance|dot|faceForward|length|normalize|reflect|refract|determinant|transpose)$/,
    vectors,
  ],
];

const english = new Map([
  ["&", "pointers (&)"],
  ["*", "pointers (*)"],
]);
const chinese = new Map([
  ["vectors", "向量"],
  ["local arrays", "局部数组"],
  ["copies of structs", "整个结构体的复制"],
  ["&", "指针（&）"],
  ["*", "指针（*）"],
  ["hexadecimal numbers with a point or a p", "带小数点或 p 的十六进制数"],
]);

/** The complaint about what WGSL has and the course's interpreter has not. */
export function unknownFeature(name: string, line: number): WgslError {
  const { en, zh } = advice.find(([names]) => names.test(name))?.[1] ?? without;
  return new WgslError(
    `the course's interpreter does not know ${english.get(name) ?? name}; ${en}`,
    `本课程的解释器不支持${chinese.get(name) ?? ` ${name}`}，${zh}`,
    line,
  );
}

const functions =
  /^(?:(?:vec[234]|mat[234]x[234])[fhiu]?|array|bitcast|ptr|atomic\w*|texture\w*|subgroup\w*|quad[A-Z]\w*|pack\w+|unpack\w+|dpd[xy]\w*|fwidth\w*|\w+Barrier|workgroupUniformLoad|acosh|asinh|atanh|all|any|count(?:LeadingZeros|OneBits|TrailingZeros)|cross|determinant|distance|dot\w*|extractBits|faceForward|first(?:Leading|Trailing)Bit|frexp|insertBits|ldexp|length|modf|normalize|quantizeToF16|reflect|refract|reverseBits|smoothstep|transpose|f16)$/;

/** Whether WGSL brings a function of this name that the interpreter leaves out. */
export const isUnknownFunction = (name: string): boolean => functions.test(name);

/** Whether types in < > may follow a name inside of an expression, which only such names have. */
export const takesTypes = (name: string): boolean =>
  /^(?:vec[234]|mat[234]x[234]|array|bitcast|ptr|atomic)$/.test(name);
