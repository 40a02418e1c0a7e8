import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A public function, and one of its parameters that takes options: an object that is read by its names. */
export interface Found {
  /** As `nn.dense`. */
  readonly name: string;
  readonly parameter: number;
  readonly type: string;
  readonly options: readonly string[];
  readonly declaration: ts.SignatureDeclaration | undefined;
}

const project = path.resolve(import.meta.dirname, "../..");
/** What a package exports, by the name to import it by without its scope: `train/search`. */
const entries = [
  ...["tensor", "autograd", "nn", "schedules", "optimizers", "regularizers", "data", "train", "wgsl"],
].flatMap((name): (readonly [entry: string, file: string])[] => {
  const folder = path.join(project, "packages", name);
  const { exports } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    exports: Readonly<Record<string, { readonly "@downhill/source"?: string }>>;
  };
  return Object.entries(exports).flatMap(([entry, { "@downhill/source": source }]) =>
    source === undefined ? [] : [[path.posix.join(name, entry), path.join(folder, source)] as const],
  );
});

/** Objects that are no options but things, which may carry more than a function asks of them. */
const things = new Set([
  ...["Backend", "OpDef", "Call", "Recorder", "Scope", "Owned", "Elementwise"].map(
    (name) => `tensor.${name}`,
  ),
  ...["Layer", "Summary"].map((name) => `nn.${name}`),
  ...["Transform", "Rule"].map((name) => `optimizers.${name}`),
  ...["Dataset", "Table", "Rows", "Pipeline", "Batched", "Walkable"].map((name) => `data.${name}`),
  ...["Batched", "Walkable", "CostReport", "Examples", "TrainingState"].map((name) => `train.${name}`),
  ...["SearchResult", "RateRange", "CrossValidated", "Comparison"].map((name) => `train.${name}`),
  "schedules.Feedback",
]);

/** As `nn.Layer`; what JavaScript brings itself has no package. */
function nameOf(type: ts.Type): string {
  const symbol = [type.aliasSymbol, type.symbol as ts.Symbol | undefined].find((each) =>
    fileOf(each).includes("/packages/"),
  );
  return `${/packages\/(\w+)\//.exec(fileOf(symbol))?.[1] ?? ""}.${symbol?.name ?? ""}`;
}
const fileOf = (symbol: ts.Symbol | undefined): string =>
  symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
const isClass = (type: ts.Type): boolean =>
  (((type.symbol as ts.Symbol | undefined)?.flags ?? 0) & ts.SymbolFlags.Class) !== 0;
const isBuiltIn = (type: ts.Type): boolean =>
  fileOf(type.symbol).includes("/node_modules/") && type.symbol.name !== "__type";

function* typesIn(checker: ts.TypeChecker, type: ts.Type): Generator<ts.Type> {
  const present = checker.getNonNullableType(type);
  if (present.isUnion()) for (const each of present.types) yield* typesIn(checker, each);
  else yield present;
}

/** Every public function that takes options, from the types of what the packages export. */
export function functionsWithOptions(): readonly Found[] {
  const { config } = ts.readConfigFile(path.join(project, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  ) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
  const program = ts.createProgram(
    entries.map(([, file]) => file),
    options,
  );
  const checker = program.getTypeChecker();
  const isOptions = (type: ts.Type): boolean =>
    (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
    type.getCallSignatures().length === 0 &&
    !checker.isArrayType(type) &&
    !checker.isTupleType(type) &&
    checker.getIndexInfosOfType(type).length === 0 &&
    type.getProperties().length > 0 &&
    !isClass(type) &&
    !isBuiltIn(type) &&
    !(type.isIntersection() && type.types.some((each) => things.has(nameOf(each)))) &&
    !things.has(nameOf(type));
  return entries.flatMap(([owner, file]) => {
    const source = program.getSourceFile(file)!;
    return checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).flatMap((symbol) => {
      const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
      if ((target.flags & ts.SymbolFlags.Value) === 0) return [];
      const type = checker.getTypeOfSymbolAtLocation(target, source);
      return type.getCallSignatures().flatMap((signature) => {
        const parameters = signature.parameters.flatMap((parameter) => {
          const own = checker.getTypeOfSymbolAtLocation(parameter, source);
          const each = own.isUnion() ? own.types : [own];
          return each.flatMap((one) =>
            checker.isTupleType(one) ? [...checker.getTypeArguments(one as ts.TypeReference)] : [one],
          );
        });
        return parameters.flatMap((parameter, at): Found[] =>
          [...typesIn(checker, parameter)].filter(isOptions).map((each) => ({
            name: `${owner}.${symbol.name}`,
            parameter: at,
            type: checker.typeToString(each),
            options: each.getProperties().map((property) => property.name),
            declaration: signature.getDeclaration(),
          })),
        );
      });
    });
  });
}
