import { cast, type DType, key, ops, sizeOf, tensor, Tensor } from "@downhill/tensor";

/** The dtypes of an operation's inputs: one for those that must agree, or two different ones. */
export type Given = DType | "mixed" | "floating index";

type Def = (typeof table)[number];
type Taking = "any" | "value" | "number" | "float" | "truth" | "index";

const table = Object.values(ops)
  .map(({ def }) => def)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** How an operation takes each input. */
export function takingsOf({ inputs, takes = "float" }: Def): readonly Taking[] {
  const each: Taking | Readonly<Record<string, Taking>> = takes;
  return inputs.map((input) => (typeof each === "string" ? each : each[input]!));
}

const agrees = (taking: Taking): boolean => taking !== "truth" && taking !== "index";

/** Every combination of dtypes for an operation. */
export function waysOf(def: Def): readonly Given[] {
  const takings = takingsOf(def);
  return [
    ...(takings.some((taking) => taking !== "index") ? (["float64", "float32"] as const) : []),
    ...(["int32", "bool"] as const),
    ...(takings.filter(agrees).length > 1 ? (["mixed"] as const) : []),
    ...(takings.includes("index") ? (["floating index"] as const) : []),
  ];
}

/** Beyond it, float32 holds only even whole numbers. */
const beyond = 2 ** 24;

/** Whole numbers between -5 and 5, some near 2^24, or some so large that their products pass 2^31. */
const whole = (size: number, seed: number, by: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => {
    const small = ((i * 7 + seed * 3 + 2) % 11) - 5;
    if (by === beyond) return beyond + small;
    return small * by + (by > 1 ? i : 0);
  });

function inDType(x: Tensor, dtype: DType, seed: number, by: number): Tensor {
  const { shape } = x;
  if (dtype === "float64" || dtype === "float32") return x.dtype === dtype ? x : cast(x, dtype);
  const values = whole(sizeOf(shape), seed, by);
  if (dtype === "int32") return tensor(values, { shape });
  return tensor(
    values.map((value) => value & 1),
    { shape, dtype: "bool" },
  );
}

const dtypeAt = (given: Given, taking: Taking, place: number): DType | undefined => {
  if (given === "floating index") return taking === "index" ? "float32" : undefined;
  if (taking === "index") return given === "bool" ? "bool" : undefined;
  if (given === "mixed") return taking === "truth" ? undefined : place === 0 ? "float32" : "int32";
  return given;
};

/**
 * Multiples of the integers in the samples. Computing in floats may round them, so it gets numbers that float32 can
 * hold.
 */
const multiplesFor = (takings: readonly Taking[]): readonly number[] =>
  takings.includes("float") ? [1, 50_021] : [1, 400_000_009, beyond];

/** An operation's sample applications, with inputs of these dtypes. */
export function samplesOf(def: Def, given: Given): readonly (readonly unknown[])[] {
  const takings = takingsOf(def);
  const first = takings.findIndex(agrees);
  return multiplesFor(takings)
    .slice(0, given === "int32" ? 3 : 1)
    .flatMap((by) =>
      (def.domain(key(7)) as readonly (readonly unknown[])[]).map((args) =>
        args.map((arg, i) => {
          const dtype =
            arg instanceof Tensor ? dtypeAt(given, takings[i] ?? takings.at(-1)!, i - first) : undefined;
          return dtype === undefined ? arg : inDType(arg as Tensor, dtype, i, by);
        }),
      ),
    );
}

/** Every operation's definition, by name. */
export const definitions: readonly Def[] = table;
