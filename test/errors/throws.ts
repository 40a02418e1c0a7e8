import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A place where a package creates one of its errors: the code, and the sentences with … for what varies. */
export interface Thrown {
  readonly file: string;
  readonly line: number;
  readonly package: string;
  readonly error: string;
  readonly code: string;
  readonly text: { readonly en: string; readonly zh: string } | undefined;
}

const root = path.resolve(import.meta.dirname, "../..");

/** The sources of every package, without their tests. */
const sources: readonly string[] = ts.sys
  .readDirectory(
    path.join(root, "packages"),
    [".ts"],
    ["**/node_modules", "**/dist", "**/*.test*.ts"],
    ["*/src/**/*"],
  )
  .filter((file) => !/\.d\.ts$|\/fixtures\//.test(file));

/** The classes whose errors have a code, and whether the caller passes it. */
const classes: ReadonlyMap<string, boolean> = (() => {
  const declared = sources.flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/class (\w+) extends (\w+) \{([^]*?)\n?\}\n/g),
  ]);
  const given = (body: string): boolean | undefined =>
    body.includes("constructor(") ? /constructor\(\s*code: string,/.test(body) : undefined;
  const found = new Map<string, boolean>(
    declared.flatMap(([, name, , body]) => (given(body!) === true ? [[name!, true] as const] : [])),
  );
  for (const [, name, parent, body] of declared)
    if (found.has(parent!)) found.set(name!, given(body!) ?? true);
  return found;
})();

/** A text or a template, with … in place of what varies. */
function sentence(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isConditionalExpression(node)) return sentence(node.whenTrue);
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

function field(node: ts.Node | undefined, name: string): ts.Node | undefined {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties.find((each) => each.name?.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : found?.name;
}

const argumentsOf = (node: ts.Node): readonly ts.Expression[] =>
  ts.isNewExpression(node) || ts.isCallExpression(node) ? [...(node.arguments ?? [])] : [];

/** A code chosen elsewhere. */
const passedOn = (code: ts.Node): boolean => ts.isIdentifier(code) || ts.isPropertyAccessExpression(code);

/** A record of two texts, or the name of one. */
const hasText = (node: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) ? field(node, "en") !== undefined : true;

/** The class of the error that a node creates: `new X("code", …)`, `super("code", …)` in one, a reader's refusal. */
function made(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) {
    const name = node.expression.getText();
    return classes.get(name) === true ? name : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return ts.findAncestor(node, ts.isClassDeclaration)?.name?.text;
  }
  return /\brefuse\.(byte|line)$/.test(node.expression.getText()) ? "DataError" : undefined;
}

function thrownIn(file: string): readonly Thrown[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Thrown[] = [];
  const visit = (node: ts.Node): void => {
    const error = made(node);
    const [code, ...rest] = error !== undefined && classes.has(error) ? argumentsOf(node) : [];
    // A class whose constructor sets the code has no text here; a code that is passed on belongs to the caller.
    if (error !== undefined && code !== undefined && rest.some(hasText) && !passedOn(code)) {
      const text = rest.find(hasText);
      const [en, zh] = [sentence(field(text, "en")), sentence(field(text, "zh"))];
      found.push({
        file: path.relative(root, file),
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        package: path.relative(path.join(root, "packages"), file).split(path.sep)[0]!,
        error,
        code: ts.isStringLiteral(code) ? code.text : code.getText(),
        text: en === undefined || zh === undefined ? undefined : { en, zh },
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Every such place of every package. */
export const thrown: readonly Thrown[] = sources.flatMap(thrownIn);
