import { describe, expect, test } from "vitest";
import { functionsWithOptions } from "./options/find.ts";
import { samples, things } from "./options/samples.ts";

// No public function with options lets a name pass that nobody reads. The functions are found by their types.
const found = functionsWithOptions();
const names = [...new Set(found.map(({ name }) => name))];

test("they are many, and each has a sample", () => {
  expect(names.length).toBeGreaterThan(120);
  expect(names.filter((name) => !(name in samples) && !(name in things))).toEqual([]);
  expect(Object.keys({ ...samples, ...things }).filter((name) => !names.includes(name))).toEqual([]);
});

/** An object with one more name, under a path in it. */
function withOne(given: unknown, [first, ...path]: readonly string[], odd: string): object {
  const own = (given ?? {}) as Readonly<Record<string, unknown>>;
  return first === undefined ? { ...own, [odd]: 1 } : { ...own, [first]: withOne(own[first], path, odd) };
}

/** The call with one more option, in its last argument or under a path in it, and what it is refused with. */
async function refusal(
  name: string,
  odd: string,
  path: readonly string[] = [],
): Promise<Error & { zh?: string }> {
  const [call, ...args] = samples[name]!;
  try {
    await (call as (...args: unknown[]) => unknown)(...args.slice(0, -1), withOne(args.at(-1), path, odd));
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${name} takes ${odd} without a word`);
}

describe.each(Object.keys(samples))("%s", (name) => {
  test("refuses an option that it does not have, in both languages", async () => {
    const { message, zh } = await refusal(name, "zzzz");
    expect(message).toMatch(/^\w+: there is no option "zzzz"; it takes /);
    expect(zh).toContain('没有名为 "zzzz" 的选项');
  });

  test("says which was meant", async () => {
    const [known] = found.find((each) => each.name === name)!.options.toSorted((a, b) => b.length - a.length);
    const { message } = await refusal(name, `${known!}s`.replace(/ss$/, "sx"));
    expect(message).toContain(`did you mean ${known!}?`);
  });
});

// What has options of its own among the options is found by the types as well, at any depth.
const nested = found
  .filter(({ name }) => name in samples)
  .flatMap(({ name, nested: each }) =>
    each.map(({ path, options }) => ({ name, path, options, at: path.join(".") })),
  );

test("options of options are found at any depth", () => {
  expect(nested.map(({ name, at }) => `${name} ${at}`)).toContain("train.fit checkpoints.best");
});

describe.each(nested)("$name, its $at", ({ name, path, options, at }) => {
  test("refuses an option that it does not have, by its path, in both languages", async () => {
    const { message, zh } = await refusal(name, "zzzz", path);
    expect(message).toContain(`: there is no option "${at}.zzzz"; it takes ${at}.`);
    expect(zh).toContain(`没有名为 "${at}.zzzz" 的选项`);
  });

  test("says which was meant", async () => {
    const [known] = options.toSorted((a, b) => b.length - a.length);
    const { message } = await refusal(name, `${known!}s`.replace(/ss$/, "sx"), path);
    expect(message).toContain(`did you mean ${at}.${known!}?`);
  });
});
