import { checkDiagnostic } from "../read/directives.ts";
import type { Attribute } from "../read/syntax.ts";
import { WgslError } from "../wgsl-error.ts";
import { unknownFeature } from "./unknown-feature.ts";

/** What attributes can be attached to. */
type Target =
  | "var"
  | "fn"
  | "struct"
  | "const"
  | "override"
  | "alias"
  | "const_assert"
  | "member"
  | "parameter"
  | "result"
  | "block";

const places = {
  var: ["var<…>", " var<…> "],
  fn: ["fn", " fn "],
  override: ["override", " override "],
  parameter: ["a parameter of the kernel", "内核的参数"],
  member: ["a member of a struct", "结构体的成员"],
} as const;

interface Rule {
  /** What it can be attached to; the first is the usual one. */
  readonly targets: readonly [keyof typeof places, ...Target[]];
  /** The number of values it takes; `null` if it takes no parentheses. */
  readonly takes: readonly [least: number, most: number] | null;
  readonly example: string;
}

const rules: Readonly<Partial<Record<string, Rule>>> = {
  group: { targets: ["var"], takes: [1, 1], example: "@group(0)" },
  binding: { targets: ["var"], takes: [1, 1], example: "@binding(1)" },
  compute: { targets: ["fn"], takes: null, example: "@compute" },
  workgroup_size: { targets: ["fn"], takes: [1, 3], example: "@workgroup_size(64)" },
  must_use: { targets: ["fn"], takes: null, example: "@must_use" },
  diagnostic: { targets: ["fn", "block"], takes: [0, 9], example: "@diagnostic(off, derivative_uniformity)" },
  builtin: { targets: ["parameter", "member"], takes: [1, 1], example: "@builtin(global_invocation_id)" },
  align: { targets: ["member"], takes: [1, 1], example: "@align(16)" },
  size: { targets: ["member"], takes: [1, 1], example: "@size(16)" },
  id: { targets: ["override"], takes: [1, 1], example: "@id(1)" },
};

/** WGSL's other attributes. */
const others = /^(?:blend_src|color|fragment|interpolate|invariant|location|subgroup_size|vertex)$/;

export const attribute = (attributes: readonly Attribute[], name: string): Attribute | undefined =>
  attributes.find((each) => each.name === name);

/** Refuses attributes that do not exist, are in the wrong place, or are repeated. */
export function checkAttributes(attributes: readonly Attribute[], target: Target): void {
  for (const each of attributes) {
    const { name, args, line } = each;
    checkPlace(each, target);
    const twice = name !== "diagnostic" && attributes.filter((other) => other.name === name).length > 1;
    if (twice)
      throw new WgslError(
        "duplicate",
        { en: `@${name} is repeated here; remove one`, zh: `@${name} 写了两次，请删去一个` },
        line,
      );
    checkArguments(each);
    if (name === "diagnostic") checkDiagnostic(args ?? [], line);
  }
}

function checkPlace({ name, line }: Attribute, target: Target): void {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) {
    if (others.test(name)) throw unknownFeature(`@${name}`, line);
    throw new WgslError(
      "unknown-attribute",
      {
        en: `WGSL has no attribute @${name}; check its spelling, or remove it`,
        zh: `WGSL 里没有属性 @${name}，请检查拼写，或删去`,
      },
      line,
    );
  }
  if (rule.targets.includes(target)) return;
  const [en, zh] = places[rule.targets[0]];
  throw new WgslError(
    "misplaced-attribute",
    {
      en: `@${name} does not belong here; write it before ${en}`,
      zh: `@${name} 不能写在这里，它应写在${zh}前面`,
    },
    line,
  );
}

function checkArguments({ name, args, line }: Attribute): void {
  const { takes, example } = rules[name]!;
  const count = args?.length ?? null;
  const right = takes === null ? count === null : count !== null && count >= takes[0] && count <= takes[1];
  if (right) return;
  throw new WgslError(
    "syntax",
    { en: `write @${name} like this: ${example}`, zh: `@${name} 要这样写：${example}` },
    line,
  );
}
