import ts from "typescript";
import { checker, isBuiltIn, isClass, namesOf, publicFunctions, typesIn, within } from "./public-types.ts";

/** A parameter of a public function that takes options: an object that is read by its names. */
export interface Found {
  /** As `nn.dense`. */
  readonly name: string;
  readonly options: readonly string[];
  /** The options of its options. */
  readonly nested: readonly Nested[];
}

/** An option whose value has options, and what these are. */
interface Nested {
  readonly path: readonly string[];
  readonly options: readonly string[];
}

/**
 * A place where one of a few texts is expected, as `"valid"` or `"same"`: an argument, or under a path one of its
 * options.
 */
export interface Choice {
  readonly name: string;
  readonly at: number;
  readonly path: readonly string[];
  readonly values: readonly string[];
}

/** Objects that are not options but things, which may have more fields than a function needs. */
const things: Readonly<Record<string, readonly string[]>> = {
  tensor: ["Backend", "OpDef", "Call", "Recorder", "Scope", "Elementwise", "Handle", "Owned"],
  nn: ["Layer", "Summary"],
  schedules: ["Feedback", "PlateauState"],
  optimizers: ["Transform", "Rule", "Moments"],
  regularizers: ["EarlyStoppingState"],
  data: [
    ...["Dataset", "Table", "Rows", "Pipeline", "Batched", "Walkable", "Position"],
    ...["RandomRule", "OrderedRule"],
  ],
  train: [
    ...["Batched", "Walkable", "CostReport", "Examples", "TrainingState", "Like", "Strategy"],
    ...["Beginning", "Moment", "Ending", "Point", "Saved", "Callback", "CheckpointSink"],
    ...["SearchResult", "RateRange", "CrossValidated", "Comparison", "ProgressStream"],
  ],
};

const isThing = (type: ts.Type): boolean =>
  namesOf(type).some(([owner, name]) => things[owner]?.includes(name));
const isOptions = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
  type.getCallSignatures().length === 0 &&
  !checker.isArrayType(type) &&
  !checker.isTupleType(type) &&
  checker.getIndexInfosOfType(type).length === 0 &&
  type.getProperties().some(({ name }) => !name.startsWith("__@")) &&
  !isClass(type) &&
  !isBuiltIn(type) &&
  !(type.isIntersection() && type.types.some(isThing)) &&
  !isThing(type);

const optionsOf = (type: ts.Type): readonly string[] => type.getProperties().map(({ name }) => name);

/** The options of the options of a type, and theirs. */
const nestedIn = (
  type: ts.Type,
  above: readonly string[] = [],
  seen: readonly ts.Type[] = [type],
): readonly (Nested & { readonly type: ts.Type })[] =>
  type.getProperties().flatMap((property) =>
    [...typesIn(checker.getTypeOfSymbol(property))]
      .flatMap(within)
      .filter((each) => isOptions(each) && !seen.includes(each))
      .flatMap((each) => {
        const path = [...above, property.name];
        return [{ path, options: optionsOf(each), type: each }, ...nestedIn(each, path, [...seen, each])];
      }),
  );

/** Every public function and method that takes options. */
export function functionsWithOptions(): readonly Found[] {
  return publicFunctions().flatMap(({ name, parameters }) =>
    parameters
      .flatMap(({ type }) => [...typesIn(type)].filter(isOptions))
      .map((type) => ({ name, options: optionsOf(type), nested: nestedIn(type) })),
  );
}

/** The texts of a type that takes only a few, apart from numbers, lists and functions. */
function textsOf(type: ts.Type): readonly string[] {
  const each = [...typesIn(type)].flatMap(within);
  const open = each.some(({ flags }) => (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0);
  return open ? [] : [...new Set(each.flatMap((one) => (one.isStringLiteral() ? [one.value] : [])))];
}

/** An argument of a public function, or under a path one of its options, and its type. */
interface Typed {
  readonly name: string;
  readonly at: number;
  readonly path: readonly string[];
  readonly type: ts.Type;
}

/** Every argument and every option of a public function, at any depth. */
const everyPlace = (): readonly Typed[] =>
  publicFunctions().flatMap(({ name, parameters }) =>
    parameters.flatMap(({ at, type }) => {
      const options = [...typesIn(type)].filter(isOptions).flatMap((each) =>
        [{ path: [] as readonly string[], type: each }, ...nestedIn(each)].flatMap((one) =>
          one.type.getProperties().map((property) => ({
            ...{ name, at, path: [...one.path, property.name] },
            type: checker.getTypeOfSymbol(property),
          })),
        ),
      );
      return [{ name, at, path: [], type }, ...options];
    }),
  );

/** Every place of a public function where one of a few texts stands. */
export function choices(): readonly Choice[] {
  const places = new Map<string, Choice>();
  for (const { name, at, path, type } of everyPlace()) {
    const values = textsOf(type);
    if (values.length === 0) continue;
    const place = JSON.stringify([name, at, path]);
    const all = new Set([...(places.get(place)?.values ?? []), ...values]);
    places.set(place, { name, at, path, values: [...all] });
  }
  return [...places.values()];
}

/** Every option that is true or false, or a number, whatever else it may be. */
export function optionsOfKind(kind: "boolean" | "number"): readonly Omit<Choice, "values">[] {
  const flags = kind === "boolean" ? ts.TypeFlags.BooleanLike : ts.TypeFlags.Number;
  const places = everyPlace()
    .filter(
      ({ path, type }) => path.length > 0 && [...typesIn(type)].some((each) => (each.flags & flags) !== 0),
    )
    .map(({ name, at, path }) => JSON.stringify({ name, at, path }));
  return [...new Set(places)].map((each) => JSON.parse(each) as Omit<Choice, "values">);
}
