import type { Attribute } from "./syntax.ts";
import { unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

/** What attributes stand before. */
type Target = "var" | "fn" | "struct" | "const" | "member" | "parameter" | "result";

const places = {
  var: ["var<…>", " var<…> "],
  fn: ["fn", " fn "],
  parameter: ["a parameter of the kernel", "内核的参数"],
} as const;

interface Rule {
  readonly target: keyof typeof places;
  /** How many values it takes; `null` where it takes no parentheses. */
  readonly takes: readonly [least: number, most: number] | null;
  readonly example: string;
}

const rules: Readonly<Partial<Record<string, Rule>>> = {
  group: { target: "var", takes: [1, 1], example: "@group(0)" },
  binding: { target: "var", takes: [1, 1], example: "@binding(1)" },
  compute: { target: "fn", takes: null, example: "@compute" },
  workgroup_size: { target: "fn", takes: [1, 3], example: "@workgroup_size(64)" },
  builtin: { target: "parameter", takes: [1, 1], example: "@builtin(global_invocation_id)" },
};

/** WGSL's other attributes. */
const others =
  /^(?:align|blend_src|color|diagnostic|fragment|id|interpolate|invariant|location|must_use|size|subgroup_size|vertex)$/;

export const attribute = (attributes: readonly Attribute[], name: string): Attribute | undefined =>
  attributes.find((each) => each.name === name);

/** Refuses attributes that WGSL does not have, or not there, or not twice. */
export function checkAttributes(attributes: readonly Attribute[], target: Target): void {
  for (const { name, args, line } of attributes) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      if (others.test(name)) throw unknownFeature(`@${name}`, line);
      throw new WgslError(
        `WGSL has no attribute @${name}; check its spelling, or remove it`,
        `WGSL 里没有属性 @${name}，请检查拼写，或删去`,
        line,
      );
    }
    if (rule.target !== target) {
      const [en, zh] = places[rule.target];
      throw new WgslError(
        `@${name} does not belong here; it stands before ${en}`,
        `@${name} 不能写在这里，它应写在${zh}前面`,
        line,
      );
    }
    if (attributes.filter((each) => each.name === name).length > 1) {
      throw new WgslError(`@${name} stands here twice; remove one`, `@${name} 写了两次，请删去一个`, line);
    }
    const count = args?.length ?? null;
    const right =
      rule.takes === null
        ? count === null
        : count !== null && count >= rule.takes[0] && count <= rule.takes[1];
    if (!right) {
      throw new WgslError(
        `@${name} is written like this: ${rule.example}`,
        `@${name} 要这样写：${rule.example}`,
        line,
      );
    }
  }
}
