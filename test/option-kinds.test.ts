import { describe, expect, test } from "vitest";
import { choiceSamples, given } from "./options/choice-samples.ts";
import { optionsOfKind } from "./options/find.ts";

// An option that is a number or true or false takes nothing that JavaScript would only convert to one: "false" would count
// as true, and "3", null and true as numbers. The places are found by their types.

type Place = ReturnType<typeof optionsOfKind>[number] & { readonly where: string };

const placesOf = (kind: "boolean" | "number"): readonly Place[] =>
  optionsOfKind(kind)
    .filter(({ name }) => name in choiceSamples && !given.includes(name))
    .map((place) => ({ ...place, where: [place.name, place.at, ...place.path].join(" ") }))
    .filter(({ where }) => !(where in elsewhere));

/** Places where such a value is not refused, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  "train.showCostReport 1 rows": "it is documented never to throw",
  "wgsl.Kernel#run 0 budget": "a kernel reads its settings as a device does",
  "wgsl.compileKernel 1 maxStorageBuffersPerShaderStage": "a kernel reads its settings as a device does",
};

function withValue(object: unknown, [first, ...path]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const own = (object ?? {}) as Readonly<Record<string, unknown>>;
  return { ...own, [first]: withValue(own[first], path, value) };
}

/** What the call with this value in the place is refused with. */
async function refusal({ name, at, path }: Place, value: unknown): Promise<Error & { zh?: string }> {
  const [call, ...args] = choiceSamples[name]!;
  // A sample that wraps its function has the options last.
  const place = Math.min(at, args.length - 1);
  try {
    await (call as (...args: unknown[]) => unknown)(...args.with(place, withValue(args[place], path, value)));
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${name} silently takes ${String(value)} for ${path.join(".")}`);
}

const flags = placesOf("boolean");
const numbers = placesOf("number");

test("such options are many", () => {
  expect(flags.length).toBeGreaterThan(30);
  expect(numbers.length).toBeGreaterThan(100);
});

describe.each(flags)("$where", (place) => {
  test.each(["false", 0])("is true or false, and not %j", async (value) => {
    const { message, zh } = await refusal(place, value);
    expect(message).toContain(place.path.at(-1));
    expect(message).toContain("true");
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe.each(numbers)("$where", (place) => {
  test.each(["3", null, true])("is a number, and not %j", async (value) => {
    const { zh } = await refusal(place, value);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });
});
