import { also, but, edit, rewrite } from "@downhill/grader/mistakes";

const clip = "Math.max(-limit, Math.min(slope, limit))";
const ends = "if (largest === 0 || !Number.isFinite(largest)) return largest;";
const scaled = "sum += (value / largest) ** 2;";
const factor = "Number.isFinite(length) ? limit / Math.max(length, limit) : NaN";
const whole = "const clipped = clipByNorm(numbersOf(gradient), limit);";
const first = "return (gradient, state) => rule(clipByGlobalNorm(gradient, limit), state);";
const finite = "numbersOf(gradient).every(Number.isFinite)";
const zeros = "{ update: mapTree(() => 0, gradient), state: { state, skipped: skipped + 1 } }";
const reset = "state: { state: step.state, skipped: 0 }";
const patient = "if (skipped >= patience)";

/** The update of the first step in the answers about NaN or an infinity at each place. */
const firstUpdate = (places: unknown): unknown =>
  (places as { returned?: { update?: unknown }[] }[][] | undefined)?.[0]?.[0]?.returned?.[0]?.update;

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("sign-lost", "by-value", [clip, "Math.min(Math.abs(slope), limit)"]),
  edit("one-side-only", "by-value", [clip, "Math.min(slope, limit)"]),
  edit("signs-alone", "by-value", [clip, "limit * Math.sign(slope)"]),
  edit(
    "squares-overflow",
    "norm",
    [`  ${ends}\n`, ""],
    [scaled, "sum += value ** 2;"],
    ["return largest * Math.sqrt(sum);", "return Math.sqrt(sum);"],
  ),
  but(edit("divides-by-zero", "norm", [ends, "if (!Number.isFinite(largest)) return largest;"]), {
    when: (answers) =>
      Object.values(answers[0] as object).every(Number.isFinite) &&
      Number.isNaN((answers[2] as Readonly<Record<string, unknown>>)["norm([0, 0, -0])"]),
  }),
  edit("root-missing", "norm", ["largest * Math.sqrt(sum)", "largest * sum"]),
  edit("largest-alone", "norm", ["return largest * Math.sqrt(sum);", "return largest;"]),
  edit("sign-in-the-largest", "norm", ["Math.max(largest, Math.abs(value))", "Math.max(largest, value)"]),
  edit("unit-forgotten", "norm", ["return largest * Math.sqrt(sum);", "return Math.sqrt(sum);"]),

  also(
    edit("scales-up", "by-norm", ["Math.max(length, limit)", "length"]),
    [[factor, "limit / length"]],
    [[factor, "length === 0 || !Number.isFinite(length) ? length : limit / length"]],
    [
      ["slope * factor)", "(slope / length) * limit)"],
      [`  const factor = ${factor};\n`, ""],
    ],
  ),
  edit("smaller-of-both", "by-norm", ["Math.max(length, limit)", "Math.min(length, limit)"]),
  edit("nan-becomes-zero", "by-norm", [factor, "limit / Math.max(length || 0, limit)"]),
  edit("infinity-becomes-zero", "by-norm", [factor, "limit / Math.max(length, limit)"]),
  edit("one-not-the-limit", "by-norm", [factor, factor.replace("limit / Math", "1 / Math")]),
  edit("eps-in-the-norm", "by-norm", ["Math.max(length, limit)", "Math.max(length + 1e-6, limit)"]),

  edit("each-part", "global-norm", [
    `${whole}\n  let i = 0;\n  return mapTree(() => clipped[i++]!, gradient);`,
    'const isList = (tree: Tree): tree is Vector => Array.isArray(tree) && typeof tree[0] === "number";\n  const each = (tree: Tree): Tree =>\n    isList(tree)\n      ? clipByNorm(tree, limit)\n      : Array.isArray(tree)\n        ? tree.map(each)\n        : Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, each(part)]));\n  return each(gradient);',
  ]),
  edit("first-part-alone", "global-norm", [
    whole,
    "const length = norm(numbersOf(Object.values(gradient)[0] ?? []));\n  const clipped = numbersOf(gradient).map((slope) => (slope * limit) / Math.max(length, limit));",
  ]),
  edit("clips-after", "before-the-rule", [
    first,
    "return (gradient, state) => {\n    const step = rule(gradient, state);\n    return { ...step, update: clipByGlobalNorm(step.update, limit) };\n  };",
  ]),
  edit("state-lost", "before-the-rule", [
    first,
    "return (gradient, state) => ({ ...rule(clipByGlobalNorm(gradient, limit), state), state });",
  ]),
  edit("nan-passes", "non-finite", [
    finite,
    "numbersOf(gradient).every((slope) => Math.abs(slope) !== Infinity)",
  ]),
  edit("infinity-passes", "non-finite", [finite, "!numbersOf(gradient).some(Number.isNaN)"]),
  edit("nan-replaced", "non-finite", [
    "if (numbersOf(gradient).every(Number.isFinite)) {\n      const step = rule(gradient, state);",
    "if (skipped >= 0) {\n      const step = rule(\n        mapTree((slope) => (Number.isFinite(slope) ? slope : 0), gradient),\n        state,\n      );",
  ]),
  edit("rule-gets-zeros", "non-finite", [
    `return ${zeros};`,
    "const step = rule(mapTree(() => 0, gradient), state);\n    return { update: step.update, state: { state: step.state, skipped: skipped + 1 } };",
  ]),
  but(edit("zero-times-nan", "non-finite", [zeros, zeros.replace("() => 0", "(slope) => 0 * slope")]), {
    // Its wrong numbers are NaN: one where the gradient's is, and zeros around it.
    when: ([, , places]) =>
      JSON.stringify(firstUpdate(places), (_, value) => (Number.isNaN(value) ? "NaN" : value)) ===
      '{"w":[["NaN",0]],"b":[0]}',
  }),
  edit("count-not-reset", "non-finite", [reset, "state: { state: step.state, skipped }"]),
  edit("patience-one-less", "non-finite", [patient, "if (skipped + 1 >= patience)"]),
  edit("patience-one-more", "non-finite", [patient, "if (skipped > patience)"]),
  edit("norm-not-numbers", "non-finite", [finite, "Number.isFinite(norm(numbersOf(gradient)))"]),
  rewrite(
    "count-in-a-closure",
    "non-finite",
    "skipNonFinite",
    `export function skipNonFinite<State>(rule: Rule<State>, patience: number): Rule<Skipping<State>> {
  let skipped = 0;
  return (gradient, { state }) => {
    if (numbersOf(gradient).every(Number.isFinite)) {
      skipped = 0;
      const step = rule(gradient, state);
      return { update: step.update, state: { state: step.state, skipped } };
    }
    if (skipped >= patience) throw new RangeError("too many");
    skipped += 1;
    return { update: mapTree(() => 0, gradient), state: { state, skipped } };
  };
}`,
  ),
];
