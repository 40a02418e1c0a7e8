import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { isUnknownFunction, unknownFeature } from "../program/unknown-feature.ts";
import { atomicFunctions } from "./atomic.ts";
import { barriers } from "./barrier.ts";
import { builtinNames } from "./builtin-call.ts";
import { nearest } from "./nearest-name.ts";
import { wholeNames } from "./whole-call.ts";

/** All of WGSL's functions that are supported here. */
export const functionNames: readonly string[] = [
  ...builtinNames,
  ...wholeNames,
  ...Object.keys(atomicFunctions),
  ...Object.keys(barriers),
  "arrayLength",
  "bitcast",
  "workgroupUniformLoad",
];

/** The error for a call of something that does not exist. */
export function noFunction({ module }: Context, name: string, line: number): WgslError {
  if (isUnknownFunction(name)) return unknownFeature(name, line);
  const own = [...module.functions, ...module.structs, ...module.aliases].map((each) => each.name);
  const meant = nearest(name, [...own, ...functionNames]);
  if (meant !== undefined) {
    return new WgslError(
      "unknown-function",
      {
        en: `there is no function ${name}; did you mean ${meant}?`,
        zh: `没有函数 ${name}，是不是想写 ${meant}？`,
      },
      line,
    );
  }
  if (/^\p{Lu}/u.test(name)) {
    return new WgslError(
      "unknown-type",
      {
        en: `there is no struct ${name}; declare it outside functions: struct ${name} { … }`,
        zh: `没有结构体 ${name}，请在函数外面声明：struct ${name} { … }`,
      },
      line,
    );
  }
  return new WgslError(
    "unknown-function",
    {
      en: `there is no function ${name}; check its spelling, or define it outside this one: fn ${name}(…) { … }`,
      zh: `没有函数 ${name}，请检查拼写，或在这个函数外面写一个：fn ${name}(…) { … }`,
    },
    line,
  );
}
