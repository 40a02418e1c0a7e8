import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { documentedPackages } from "./packages.ts";

const project = path.resolve(import.meta.dirname, "../..");
/** What a package exports, by the name to import it by without its scope: `train/search`. */
const entries = [...documentedPackages, "wgsl"].flatMap(
  (name): (readonly [entry: string, file: string])[] => {
    const folder = path.join(project, "packages", name);
    const { exports } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
      exports: Readonly<Record<string, { readonly "@downhill/source"?: string }>>;
    };
    return Object.entries(exports).flatMap(([entry, { "@downhill/source": source }]) =>
      source === undefined ? [] : [[path.posix.join(name, entry), path.join(folder, source)] as const],
    );
  },
);

const program = ts.createProgram(
  entries.map(([, file]) => file),
  ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(project, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    project,
  ).options,
);
export const checker = program.getTypeChecker();

/** A function that a package exports, or a method of what such a function gives. */
export interface PublicFunction {
  /** As `nn.dense`, and `data.Pipeline#batch` of a method. */
  readonly name: string;
  /** The possible types of its parameters, in one of its signatures. */
  readonly parameters: readonly { readonly at: number; readonly type: ts.Type }[];
}

const fileOf = (symbol: ts.Symbol | undefined): string =>
  symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
/** Package and name, by the alias of a type and by its own name; what JavaScript brings itself has no package. */
export const namesOf = (type: ts.Type): readonly (readonly [owner: string, name: string])[] =>
  [type.aliasSymbol, type.symbol as ts.Symbol | undefined].flatMap((symbol) => {
    const owner = /\/packages\/(\w+)\//.exec(fileOf(symbol))?.[1];
    return owner === undefined ? [] : [[owner, symbol!.name] as const];
  });
export const isClass = (type: ts.Type): boolean =>
  (((type.symbol as ts.Symbol | undefined)?.flags ?? 0) & ts.SymbolFlags.Class) !== 0;
export const isBuiltIn = (type: ts.Type): boolean =>
  fileOf(type.symbol).includes("/node_modules/") && type.symbol.name !== "__type";

/** The types of a union, except null and undefined. */
export function* typesIn(type: ts.Type): Generator<ts.Type> {
  const present = checker.getNonNullableType(
    (type.flags & ts.TypeFlags.TypeParameter) !== 0 ? (checker.getBaseConstraintOfType(type) ?? type) : type,
  );
  if (present.isUnion()) for (const each of present.types) yield* typesIn(each);
  else yield present;
}

/** The element type of a list or record, or the type itself. */
export function within(type: ts.Type): readonly ts.Type[] {
  if ((type.flags & ts.TypeFlags.Object) === 0) return [type];
  const element = checker.isArrayType(type)
    ? checker.getTypeArguments(type as ts.TypeReference)[0]
    : checker.getIndexInfosOfType(type)[0]?.type;
  return element === undefined ? [type] : [...typesIn(element)];
}

/** The places of a signature; a tuple of the last arguments has one for each. */
const placesOf = (signature: ts.Signature, source: ts.SourceFile): PublicFunction["parameters"] =>
  signature.parameters.flatMap((parameter, i) => {
    const own = checker.getTypeOfSymbolAtLocation(parameter, source);
    return (own.isUnion() ? own.types : [own]).flatMap((one) =>
      checker.isTupleType(one)
        ? checker.getTypeArguments(one as ts.TypeReference).map((type, j) => ({ at: i + j, type }))
        : [{ at: i, type: one }],
    );
  });

/** The methods of what a function gives, and of what those give; each is met once. */
function methodsOf(given: ts.Type, source: ts.SourceFile, met: Set<ts.Symbol>): readonly PublicFunction[] {
  const types = [...typesIn(checker.getAwaitedType(given) ?? given)].flatMap(within);
  return types.flatMap((type) => {
    const symbol = type.symbol as ts.Symbol | undefined;
    if (
      symbol === undefined ||
      (type.flags & ts.TypeFlags.TypeParameter) !== 0 ||
      met.has(symbol) ||
      !fileOf(symbol).includes("/packages/")
    )
      return [];
    met.add(symbol);
    const open = type.getProperties().filter(({ name }) => !/^(#|__#)/.test(name));
    return open.flatMap((property) =>
      [...typesIn(checker.getTypeOfSymbolAtLocation(property, source))].flatMap((own) => {
        const name = `${(namesOf(type)[0] ?? []).join(".")}#${property.name}`;
        return own.getCallSignatures().length === 0
          ? methodsOf(own, source, met)
          : own.getCallSignatures().flatMap((each) => functionsOf(name, each, source, met));
      }),
    );
  });
}

const functionsOf = (
  name: string,
  signature: ts.Signature,
  source: ts.SourceFile,
  met: Set<ts.Symbol>,
): readonly PublicFunction[] => [
  { name, parameters: placesOf(signature, source) },
  ...methodsOf(signature.getReturnType(), source, met),
];

/** Every function that the packages export, and every method of what they give, by the types of what is exported. */
export function publicFunctions(): readonly PublicFunction[] {
  const met = new Set<ts.Symbol>();
  return entries.flatMap(([owner, file]) => {
    const source = program.getSourceFile(file)!;
    return checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).flatMap((symbol) => {
      const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
      if ((target.flags & ts.SymbolFlags.Value) === 0) return [];
      const signatures = checker.getTypeOfSymbolAtLocation(target, source).getCallSignatures();
      return signatures.flatMap((each) => functionsOf(`${owner}.${symbol.name}`, each, source, met));
    });
  });
}
