import path from "node:path";
import ts from "typescript";

/** A program's text as an example of a document has it: the text before it there, and where it begins. */
export interface Snippet {
  /** The document, relative to the project, and the line before the snippet's first. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Lines that are not in the document: they are compiled first. */
  readonly before: string;
}

/**
 * The compiler's errors in each of the snippets, as strict as for our own sources: one program for all, because most
 * of the time goes into the packages that they import.
 *
 * @returns lines `file:line: message`, in the documents' own lines.
 */
export function typeErrors(project: string, snippets: readonly Snippet[]): readonly string[] {
  const options = optionsOf(project);
  // Nothing is written: the files exist only in the compiler's host, in a folder from where names of packages resolve.
  const nameOf = (i: number): string => path.join(project, ".downhill", "snippets", `${i}.ts`);
  const texts = new Map(
    snippets.map(({ before, text }, i) => [posix(nameOf(i)), `${before}${text}\nexport {};\n`] as const),
  );
  const host = ts.createCompilerHost(options);
  host.fileExists = (name) => texts.has(posix(name)) || ts.sys.fileExists(name);
  host.readFile = (name) => texts.get(posix(name)) ?? ts.sys.readFile(name);
  const program = ts.createProgram([...texts.keys()], options, host);
  return snippets.flatMap(({ file, line, before }, i) => {
    const source = program.getSourceFile(nameOf(i));
    if (source === undefined) throw new Error(`${file}:${line} was not compiled`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const at = source.getLineAndCharacterOfPosition(start).line - before.split("\n").length + 1;
        return `${file}:${line + 1 + at}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
}

function optionsOf(project: string): ts.CompilerOptions {
  const file = path.join(project, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { readonly config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project, {}, file);
  // An example may show a value by a name that nothing reads.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

const posix = (name: string): string => name.replaceAll("\\", "/");
