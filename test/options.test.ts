import { describe, expect, test } from "vitest";
import { choiceSamples, given } from "./options/choice-samples.ts";
import { choices, functionsWithOptions } from "./options/find.ts";
import { samples, things } from "./options/samples.ts";

// No public function with options accepts a name that it never reads. The functions are found by their types.
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
  throw new Error(`${name} silently takes ${odd}`);
}

describe.each(Object.keys(samples))("%s", (name) => {
  test("refuses an option that it does not have, in both languages", async () => {
    const { message, zh } = await refusal(name, "zzzz");
    expect(message).toMatch(/^\w+: there is no option "zzzz"; it takes /);
    expect(zh).toContain('没有名为 "zzzz" 的选项');
  });

  test("suggests the one that was meant", async () => {
    const [known] = found.find((each) => each.name === name)!.options.toSorted((a, b) => b.length - a.length);
    const { message } = await refusal(name, `${known!}s`.replace(/ss$/, "sx"));
    expect(message).toContain(`did you mean ${known!}?`);
  });
});

// Options that contain options are found by the types too, at any depth.
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

  test("suggests the one that was meant", async () => {
    const [known] = options.toSorted((a, b) => b.length - a.length);
    const { message } = await refusal(name, `${known!}s`.replace(/ss$/, "sx"), path);
    expect(message).toContain(`did you mean ${at}.${known!}?`);
  });
});

// Where one of a few texts is expected, another is refused: the places are found by their types as well.
const places = choices()
  .filter(({ name }) => !given.includes(name) && !name.startsWith("tensor/trace."))
  .map((place) => ({ ...place, where: [place.name, place.at, ...place.path].join(" ") }));

test("such places are many, and each has a sample", () => {
  expect(places.length).toBeGreaterThan(60);
  expect(places.filter(({ name }) => !(name in choiceSamples)).map(({ where }) => where)).toEqual([]);
});

/** An object with a value under a path in it. */
function withValue(object: unknown, [first, ...path]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const own = (object ?? {}) as Readonly<Record<string, unknown>>;
  return { ...own, [first]: withValue(own[first], path, value) };
}

/** What a call is refused with that has another text in a place. Of a record, its first value is the place. */
async function refusedText(
  { name, at, path }: (typeof places)[number],
  text: string,
): Promise<Error & { zh?: string }> {
  const [call, ...args] = choiceSamples[name]!;
  const own = [...path];
  const there = own.reduce<unknown>(
    (object, key) => (object as Readonly<Record<string, unknown>> | undefined)?.[key],
    args[at],
  );
  if (typeof there === "object" && there !== null) own.push(Object.keys(there)[0]!);
  try {
    await (call as (...args: unknown[]) => unknown)(
      ...args.slice(0, at),
      withValue(args[at], own, text),
      ...args.slice(at + 1),
    );
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${name} silently takes ${text}`);
}

describe.each(places)("$where", (place) => {
  test("refuses another text, in both languages, and lists the choices", async () => {
    const { message, zh } = await refusedText(place, "qqqq");
    expect(message).toContain("qqqq");
    expect(zh).toContain("qqqq");
    // A message lists a dozen at most.
    const listed = place.values.length > 12 ? [] : place.values;
    for (const value of listed) expect(message, value).toContain(value);
  });

  const [known] = place.values.toSorted((a, b) => b.length - a.length);
  test.runIf(known!.length > 1)("suggests the one that was meant", async () => {
    const { message, zh } = await refusedText(place, `${known!}s`);
    expect(message).toContain(`did you mean ${known!}?`);
    expect(zh).toContain(`是否想写 ${known!}？`);
  });
});
