import ts from "typescript";

/**
 * An example with a comparison behind each statement of its top level that a comment on the same line follows: of an
 * expression's value, of what a declaration binds, of what `console.log` prints.
 */
export function instrumented(text: string): string {
  const source = ts.createSourceFile("example.ts", text, ts.ScriptTarget.Latest, true);
  let out = "";
  let at = 0;
  for (const statement of source.statements) {
    const comment = commentBehind(text, statement.end);
    if (comment === undefined) continue;
    const said = JSON.stringify(comment);
    out += text.slice(at, statement.getStart());
    const own = statement.getText();
    if (ts.isExpressionStatement(statement)) {
      const { expression } = statement;
      const printed = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
      out += printed
        ? `${own} checkPrinted([${expression.arguments.map((each) => each.getText()).join(", ")}], ${said});`
        : `await check([${expression.getText()}], ${said});`;
    } else if (ts.isVariableStatement(statement)) {
      out += `${own} await check([${bound(statement).join(", ")}], ${said});`;
    } else out += own;
    at = statement.end;
  }
  return out + text.slice(at);
}

function commentBehind(text: string, end: number): string | undefined {
  const [first] = ts.getTrailingCommentRanges(text, end) ?? [];
  return first === undefined ? undefined : text.slice(first.pos + 2, first.end).trim();
}

const bound = ({ declarationList }: ts.VariableStatement): string[] =>
  declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((each) => (ts.isBindingElement(each) ? [each.name.getText()] : [])),
  );
