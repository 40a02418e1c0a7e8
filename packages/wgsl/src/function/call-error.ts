import { WgslError } from "../wgsl-error.ts";

/** The error for calling a variable. */
export const isNoFunction = (name: string, line: number): WgslError =>
  new WgslError(
    "not-callable",
    {
      en: `${name} is a variable here, so it cannot be called; rename the variable`,
      zh: `${name} 在这里是变量，不能调用，请给变量换个名称`,
    },
    line,
  );

/** The error for a call that returns nothing, where a value is needed. */
export const givesNothing = (name: string, line: number): WgslError =>
  new WgslError(
    "no-value",
    {
      en: `${name} returns nothing, so it cannot be used as a value`,
      zh: `${name} 没有返回值，不能当作值使用`,
    },
    line,
  );
