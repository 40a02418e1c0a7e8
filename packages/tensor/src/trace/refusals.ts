import type { Bilingual } from "../bilingual.ts";
import type { Refusals } from "../deferred.ts";
import { showShape } from "../shape.ts";

/** The messages of a trace for code that would make its graph wrong; the line is put before them. */
export const refusalsWith = (refuse: (why: Bilingual) => never): Refusals => ({
  value: (name) =>
    refuse({
      en: `${name} has no value in a trace, because it would be the same in every replay; compute with it inside perStep(name, (step) => …, step), or before the traced function`,
      zh: `要读取 ${name} 的值，但那样它在每次重放中都不变；请在 perStep(name, (step) => …, step) 里用它计算，或在被追踪的函数之前算好`,
    }),
  fixedStep: (name, step) =>
    refuse({
      en: `${name} depends on the step, which is the known number ${step} here, so it would be the same in every replay; pass the step to trace as an input, and use that`,
      zh: `${name} 随步数变化，而步数在这里已定为 ${step}，每次重放都会是同样的值；请把步数列入交给 trace 的输入，并使用那一个`,
    }),
  fixedKey: (name) =>
    refuse({
      en: `${name} draws from a key that is known here, so the numbers would be the same in every replay; pass the key to trace as an input, and use that`,
      zh: `${name} 所用的 key 在这里已经确定，每次重放都会抽到同样的数；请把 key 列入交给 trace 的输入，并使用那一个`,
    }),
  tensorAsNumber: (shape) =>
    refuse({
      en: `a tensor ${showShape(shape)} is used as a number or a condition, but has no value in a trace; use where(condition, a, b)`,
      zh: `张量 ${showShape(shape)} 被当作数或条件使用，但追踪时它还没有值；请使用 where(condition, a, b)`,
    }),
  outside: (what, shape) =>
    refuse({
      en: `${what} takes a tensor ${showShape(shape)} from outside, so its values would be the same in every replay; pass it to trace as an input`,
      zh: `${what} 用到了来自外面的张量 ${showShape(shape)}，每次重放都会是同样的值；请把它列入交给 trace 的输入`,
    }),
});
