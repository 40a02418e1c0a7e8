import type { Name } from "../read/syntax.ts";
import { WgslError } from "../wgsl-error.ts";

const examples: readonly (readonly [start: string, example: string])[] = [
  ["array", "array<f32, 4>"],
  ["vec", "vec3<f32>"],
  ["mat", "mat2x2<f32>"],
  ["atomic", "atomic<u32>"],
  ["ptr", "ptr<function, f32>"],
];

/** The error for a type whose `< >` list is missing or too long. */
export function incomplete({ name, line }: Name): WgslError {
  const [, example = ""] = examples.find(([start]) => name.startsWith(start)) ?? [];
  return new WgslError(
    "type-arguments",
    {
      en: `the type ${name} needs its element type, such as ${example}`,
      zh: `类型 ${name} 要写明它的内容，例如 ${example}`,
    },
    line,
  );
}
