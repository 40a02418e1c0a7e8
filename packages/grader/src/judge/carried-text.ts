/** The names under which a translated module exports its own: esbuild writes them in one list at the end. */
function localNames(code: string): ReadonlyMap<string, string> {
  const found = /export \{([^}]*)\};?\s*$/.exec(code.replace(/\/\/# sourceMappingURL.*\s*$/, ""));
  const pairs = (found?.[1] ?? "").split(",").flatMap((part) => {
    const [, local, exported] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/.exec(part) ?? [];
    return local === undefined ? [] : [[exported ?? local, local] as const];
  });
  return new Map(pairs);
}

/**
 * A learner's translated text in which functions of the solution replace some of the learner's own, so that a later
 * task can be judged on its own (error carried forward). Function declarations are rebound before anything runs,
 * everything else at the end, once it has its value. The imported names are random, so that no text can guess them.
 *
 * @param from The address of a module that exports those functions of the solution.
 */
export function carriedText(code: string, names: readonly string[], from: string): string {
  const locals = localNames(code);
  const secret = (name: string): string =>
    `$${[...crypto.getRandomValues(new Uint32Array(3))].map((each) => each.toString(36)).join("")}_${name}`;
  const pairs = names.flatMap((name) => {
    const local = locals.get(name);
    return local === undefined ? [] : [{ name, local, right: secret(name) }];
  });
  const imported = `import { ${pairs.map(({ name, right }) => `${name} as ${right}`).join(", ")} } from ${JSON.stringify(from)};`;
  const isFunction = (local: string): boolean =>
    new RegExp(`^(async )?function\\*? ${local.replaceAll("$", "\\$")}\\(`, "m").test(code);
  const rebound = (some: typeof pairs): string =>
    some.map(({ local, right }) => `${local} = ${right};`).join(" ");
  // On the first line, so that all line numbers stay the same.
  return `${imported} ${rebound(pairs.filter(({ local }) => isFunction(local)))} ${code}\n${rebound(pairs)}\n`;
}
