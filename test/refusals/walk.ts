import { scope, Tensor } from "@downhill/tensor";

/** What a slip may put in the place of an argument. */
const slips: readonly unknown[] = [
  undefined,
  null,
  NaN,
  -1,
  0.5,
  Infinity,
  "x",
  "",
  true,
  {},
  [],
  [NaN],
  [-1],
  [null],
  () => 0,
];

/** A public function with arguments that it works with. */
export type Sample = readonly [call: (...args: never[]) => unknown, ...args: unknown[]];

interface Walk {
  /** Which of the changed arguments to try; all by default. */
  readonly wrong?: (args: readonly unknown[]) => boolean;
  /** Whether the sample works as it is; true by default. */
  readonly valid?: boolean;
  /** Whether the arguments justify NaN. */
  readonly nan?: (args: readonly unknown[]) => boolean;
}

const isOptions = (arg: unknown): arg is object =>
  typeof arg === "object" &&
  arg !== null &&
  Object.getPrototypeOf(arg) === Object.prototype &&
  !["apply", "update", "layers", "upload", "walk"].some((method) => method in arg);

/** The arguments with one of them, or one entry of an object among them, replaced by each slip. */
const slipped = (args: readonly unknown[]): readonly (readonly unknown[])[] =>
  args.flatMap((arg, i) =>
    [
      ...slips,
      ...(isOptions(arg)
        ? Object.keys(arg).flatMap((name) => slips.map((slip) => ({ ...arg, [name]: slip })))
        : []),
    ].map((slip) => args.with(i, slip)),
  );

const written = (value: unknown): string => {
  if (value instanceof Tensor) return `tensor ${value.shape.join("×")}`;
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (isOptions(value))
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${written(each)}`)
      .join(", ")}}`;
  if (typeof value === "function") return value.name === "" ? "a function" : value.name;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
};

/** Every number and tensor in what a call answered. */
async function numbersOf(value: unknown, depth = 0): Promise<readonly number[]> {
  if (typeof value === "number") return [value];
  if (value instanceof Tensor) return value.disposed ? [] : [...(await value.data())];
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)];
  if (depth > 4 || typeof value !== "object" || value === null) return [];
  const all = await Promise.all(Object.values(value).map((each) => numbersOf(each, depth + 1)));
  return all.flat();
}

/** Makes each wrong call, and returns those that neither throw an error in both languages nor return a result without NaN. */
export async function faults(
  name: string,
  [call, ...args]: Sample,
  { wrong = () => true, nan = () => false, valid = true }: Walk = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  if (valid) {
    const fault = await faultOf(call as (...args: readonly unknown[]) => unknown, args, true, () => "throws");
    if (fault !== undefined) found.push(`${name} does not work with its own sample`);
  }
  for (const tried of slipped(args).filter(wrong)) {
    const fault = await faultOf(call as (...args: readonly unknown[]) => unknown, tried, nan(tried));
    if (fault !== undefined) found.push(`${name}(${tried.map(written).join(", ")}) ${fault}`);
  }
  return found;
}

async function faultOf(
  call: (...args: readonly unknown[]) => unknown,
  args: readonly unknown[],
  nan: boolean,
  judge: (error: unknown) => string | undefined = plain,
): Promise<string | undefined> {
  const s = scope("refusals");
  let answer: unknown;
  try {
    answer = call(...args);
  } catch (error) {
    return judge(error);
  } finally {
    s.keep(answer);
    s[Symbol.dispose]();
  }
  try {
    const numbers = await numbersOf(await answer);
    return numbers.some(Number.isNaN) && !nan ? "answers NaN" : undefined;
  } catch (error) {
    return judge(error);
  }
}

/** What is missing from an error: a sentence of ours, in both languages. */
function plain(error: unknown): string | undefined {
  const { name, message, zh } = error as Error & { zh?: unknown };
  const ours = typeof zh === "string" && /[\u4e00-\u9fff]/.test(zh) && !/[\u4e00-\u9fff]/.test(message);
  return ours ? undefined : `throws ${name}: ${message}`;
}
