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

/** The call with one more option, which is the last argument, and what it is refused with. */
async function refusal(name: string, odd: string): Promise<Error & { zh?: string }> {
  const [call, ...args] = samples[name]!;
  const options = args.at(-1) as object;
  try {
    await (call as (...args: unknown[]) => unknown)(...args.slice(0, -1), { ...options, [odd]: 1 });
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
