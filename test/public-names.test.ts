import path from "node:path";
import { ops } from "@downhill/tensor";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { documentedPackages as packages } from "./options/packages.ts";

// Every public name of the packages is documented. Names come from TypeScript's program, doc blocks from its parser.
const project = path.resolve(import.meta.dirname, "..");

/**
 * Values that state no formula, and why. All others do, and name the text that contains it. Errors are not among them: an
 * error's message takes the place of a formula.
 */
const withoutFormula: Readonly<Record<string, readonly string[]>> = {
  "puts numbers on a device, owns or names devices": [
    ...["tensor", "Tensor", "scope", "Scope", "currentScope", "moveTo", "tidy"].map(
      (name) => `tensor.${name}`,
    ),
    ...["reference", "candidates", "chooseDevice", "defaultBackend", "device", "deviceNames", "selfTest"].map(
      (name) => `tensor.${name}`,
    ),
    ...["tierInChinese", "useBackend", "run", "runFused", "optionalPackage"].map((name) => `tensor.${name}`),
    "compile.engine",
    "train.disposeTree",
  ],
  "makes or passes on a program: its formula is the one of its argument": [
    ...[
      "arithmetic",
      "defer",
      "perStep",
      "op",
      "ops",
      "record",
      "recordCotangent",
      "recording",
      "unrecorded",
    ].map((name) => `tensor.${name}`),
    ...["chain", "equations", "flat", "hyperAt", "numbers", "programOf"].map((name) => `optimizers.${name}`),
    ...["momentaCoincide", "rules", "tensors", "transform"].map((name) => `optimizers.${name}`),
    "schedules.at",
    "train.feedbackRate",
  ],
  "looks at shapes, trees and columns, or rearranges what they hold": [
    ...["broadcastShapes", "sameShape", "showShape", "splitAlong"].map((name) => `tensor.${name}`),
    ...[
      "leaves",
      "paths",
      "treeMap",
      "checkTensor",
      "checkFlag",
      "checkForm",
      "checkFunction",
      "checkIndices",
      "checkOptions",
    ].map((name) => `tensor.${name}`),
    ...["checkChoice", "meant", "meantAmong"].map((name) => `tensor.${name}`),
    ...["columnOf", "dataset", "distinct", "fromRecords", "numbersOf", "select", "table", "take"].map(
      (name) => `data.${name}`,
    ),
    ...["takeRows", "textsOf", "toDataset", "toTensors", "interleave", "grouped", "trainingPart"].map(
      (name) => `data.${name}`,
    ),
    ...["crop", "dropDuplicates", "dropMissing", "fillMissing", "labelEncoder", "ordinal", "shuffle"].map(
      (name) => `data.${name}`,
    ),
    "train.curveOf",
  ],
  "draws bits or an order by an algorithm, which its paper has": [
    ...["foldIn", "key", "permutation", "randomBits", "split"].map((name) => `tensor.${name}`),
  ],
  "reads, writes or shows": [
    "tensor.print",
    "schedules.plot",
    "compile.explain",
    ...["cpsWages", "fashionMnist", "iris", "mobyDick", "penguins", "stateOfTheUnion"].map(
      (name) => `data.${name}`,
    ),
    ...["readIdx", "readPng", "readSafetensors", "encodeSafetensors"].map((name) => `data.${name}`),
    ...["restoreCleaner", "restoreEncoder", "restoreScaler"].map((name) => `data.${name}`),
    ...["checkpoints", "curveCsv", "curveSvg", "decodeSafetensors", "encodeSafetensors", "eventFiles"].map(
      (name) => `train.${name}`,
    ),
    ...["loadCheckpoint", "saveCheckpoint", "showCostReport"].map((name) => `train.${name}`),
  ],
};

interface PublicName {
  readonly package: string;
  readonly name: string;
  readonly value: boolean;
  readonly error: boolean;
  readonly throws: boolean;
  readonly summary: string;
  readonly doc: string;
  readonly tags: ReadonlySet<string>;
}

let names: readonly PublicName[];
beforeAll(() => {
  names = publicNames();
}, 120_000);

const full = ({ package: owner, name }: PublicName): string => `${owner}.${name}`;
const those = (wanting: (each: PublicName) => boolean): string[] => names.filter(wanting).map(full);
const hasFormula = ({ name, doc }: PublicName): boolean => /\$[^$]+\$/.test(doc) || name in ops;

test("there are many names, from all packages", () => {
  expect(new Set(names.map((each) => each.package))).toEqual(new Set(packages));
  expect(names.length).toBeGreaterThan(400);
});

test("every name has a sentence that describes it", () => {
  expect(those(({ summary }) => !/\S.*[.:!?…`)$]/s.test(summary))).toEqual([]);
});

test("every value has an example, which test/doc-examples.test.ts runs", () => {
  expect(those(({ value, tags }) => value && !tags.has("example"))).toEqual([]);
});

test("whatever can throw documents what and when", () => {
  const silent = those(({ throws, tags }) => throws && !tags.has("throws"));
  expect(silent.toSorted()).toEqual([]);
});

test("every value has a formula, except those with a reason", () => {
  const plain = those((each) => each.value && !each.error && !hasFormula(each));
  expect(plain.toSorted()).toEqual(Object.values(withoutFormula).flat().toSorted());
});

test("every value with a formula names the text that contains it", () => {
  const bare = those((each) => each.value && !each.error && hasFormula(each) && !each.tags.has("see"));
  expect(bare).toEqual([]);
});

/** Reads the packages' entries with TypeScript. */
function publicNames(): PublicName[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(path.join(project, "tsconfig.json"), {}, host)!;
  const entries = packages.map((name) => path.join(project, "packages", name, "src/index.ts"));
  const program = ts.createProgram(entries, { ...config.options, noEmit: true });
  const checker = program.getTypeChecker();
  const real = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const exported = entries.flatMap((entry, i) => {
    const file = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
    return checker
      .getExportsOfModule(file)
      .map((symbol) => ({ owner: packages[i]!, name: symbol.name, symbol: real(symbol), from: symbol }));
  });
  const known = new Set(exported.map(({ symbol }) => symbol));
  const ours = (node: ts.Node): boolean =>
    /[\\/]packages[\\/]\w+[\\/]src[\\/]/.test(node.getSourceFile().fileName);

  const reached = new Map<ts.Node, boolean>();
  /** Whether code throws directly or through internal functions of its package; public functions have their own entry. */
  const canThrow = (node: ts.Node): boolean => {
    const before = reached.get(node);
    if (before !== undefined) return before;
    reached.set(node, false);
    let found = false;
    const visit = (inner: ts.Node): void => {
      if (found || ts.isTypeNode(inner)) return;
      if (ts.isThrowStatement(inner)) found = true;
      else if (ts.isTryStatement(inner) && inner.catchClause !== undefined) visit(inner.catchClause);
      else {
        if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) {
          const callee = checker.getSymbolAtLocation(inner.expression);
          const symbol = callee && real(callee);
          const body = symbol?.valueDeclaration;
          if (symbol && body && ours(body) && !known.has(symbol) && canThrow(body)) found = true;
        }
        ts.forEachChild(inner, visit);
      }
    };
    ts.forEachChild(node, visit);
    reached.set(node, found);
    return found;
  };

  return exported.map(({ owner, name, symbol, from }) => {
    const value = (symbol.flags & ts.SymbolFlags.Value) !== 0;
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    // A namespace is documented where it is exported, because a module has no doc block.
    const block =
      (symbol.flags & ts.SymbolFlags.Module) !== 0
        ? docBlockOf(from.declarations![0]!.parent)
        : {
            summary: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
            tags: symbol
              .getJsDocTags(checker)
              .map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text) })),
          };
    const { summary, tags } = block;
    const isClass = declaration !== undefined && ts.isClassDeclaration(declaration);
    const heritage = isClass ? (declaration.heritageClauses ?? []).map((clause) => clause.getText()) : [];
    return {
      package: owner,
      name,
      value,
      error: heritage.some((text) => /extends \w*Error/.test(text)),
      throws:
        value &&
        declaration !== undefined &&
        !isClass &&
        !ts.isSourceFile(declaration) &&
        canThrow(declaration),
      summary,
      doc: summary + tags.map(({ text }) => text).join("\n"),
      tags: new Set(tags.map((tag) => tag.name)),
    };
  });
}

function docBlockOf(node: ts.Node) {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return {
    summary: blocks.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join(""),
    tags: blocks.flatMap(({ tags = [] }) =>
      tags.map((tag) => ({ name: tag.tagName.text, text: ts.getTextOfJSDocComment(tag.comment) ?? "" })),
    ),
  };
}
