import { ops } from "@downhill/tensor";
import { type Exported, sourcesOf } from "../beside/export.ts";
import type { Kind } from "./kinds.ts";
import { hyperOf, shown } from "./settings.ts";

/** How a function is called, as code, with the options that it takes. */
export function signatureOf(root: string, kind: Kind, name: string, exported: Exported): string {
  const hyper = hyperOf(name);
  if (kind === "optimizer" && hyper !== undefined) {
    const settings = Object.entries(hyper).map(([setting, value]) => `${setting}: ${shown(value)}`);
    return `${name}({ ${settings.join(", ")} })`;
  }
  const code = exported.code.join("\n");
  const head = kind === "op" ? callOf(name, code) : declaration(name, code);
  const types = [...head.matchAll(/: ([A-Z]\w*)/g)].map(([, type]) => type!);
  const written = /typeof defaults\b/.test(head)
    ? /^const defaults = \{[^}]*\}.*$/m.exec(exported.text)?.[0]
    : undefined;
  const shapes = [...new Set(types)].flatMap((type) => interfacesOf(root, exported, type));
  return [head, ...(written === undefined ? [] : [written]), ...new Set(shapes)].join("\n\n");
}

interface Defined {
  readonly def: { readonly inputs: readonly string[]; readonly attribute?: string };
}

/** An op is called with its inputs, then its attributes. */
function callOf(name: string, code: string): string {
  const { inputs, attribute = "attributes" } = (ops as unknown as Readonly<Record<string, Defined>>)[name]!
    .def;
  const type = /^export const \w+: Op<\[[^\]]*\],\s*([^>]+)>/.exec(code)?.[1];
  if (type === undefined) return `${name}(${inputs.join(", ")})`;
  const given = type.replace(/ \| undefined$/, "");
  return `${name}(${inputs.join(", ")}, ${attribute}${given === type ? "" : "?"}: ${given})`;
}

/** A function's declaration without its body. */
function declaration(name: string, code: string): string {
  const [line = ""] = code.split("\n");
  const after = afterParameters(code);
  const end = after === undefined ? -1 : (/\s*(?:\{\n|\{$|=>\n|=>\s|= \w+\()/.exec(after)?.index ?? -1);
  const head =
    after === undefined || end < 0
      ? line.replace(/ =.*$/, "")
      : code.slice(0, code.length - after.length + end);
  return head.replace(/^export (?:async )?(?:function |const )/, "").replace(`${name} = `, name);
}

/** What comes after a function's parameters; undefined if it has none. */
function afterParameters(code: string): string | undefined {
  if (/^export const \w+: /.test(code) && !/^export const \w+: [^=]*\(/.test(code)) return undefined;
  let depth = 0;
  for (let i = code.indexOf("("); i >= 0 && i < code.length; i++) {
    if (code[i] === "(") depth++;
    if (code[i] === ")" && --depth === 0) return code.slice(i + 1);
  }
  return undefined;
}

const interfaceIn = (text: string, name: string): string | undefined =>
  new RegExp(String.raw`^export interface ${name}\b[^]*?^\}`, "m").exec(text)?.[0];

/** An interface of options of the same package, and those that it extends, as the source has them but without comments. */
function interfacesOf(root: string, exported: Exported, name: string): string[] {
  if (
    !/(?:Options|Settings|Selection|Grouping)$/.test(name) &&
    !exported.text.includes(`interface ${name}`) &&
    exported.owner !== "tensor"
  )
    return [];
  const found = sourcesOf(root, exported.owner)
    .map(([, text]) => interfaceIn(text, name))
    .find((text) => text !== undefined);
  if (found === undefined || /^export interface (?:Tensor|Transform|Schedule|Layer|Feedback)\b/.test(found))
    return [];
  const plain = found
    .replaceAll(/^ *\/\*\*[^]*?\*\/\n/gm, "")
    .replace(/^export /, "")
    .replaceAll("readonly ", "");
  const parents = /^[^{]* extends ([\w, ]+)/.exec(plain)?.[1]?.split(", ") ?? [];
  return [plain, ...parents.flatMap((parent) => interfacesOf(root, exported, parent.trim()))];
}

/** The options of an interface of the same file, each with its comment. */
export function optionsIn({ code, text }: Exported): ReadonlyMap<string, string> {
  const types = [...code.join("\n").matchAll(/\w+: (\w+(?:Options|Settings))\b/g)].map(([, type]) => type!);
  const bodies = types.map((type) => interfaceIn(text, type) ?? "");
  const members = bodies.flatMap((body) => [
    ...body.matchAll(/\/\*\*([^]*?)\*\/\s*(?:readonly )?(\w+)\??:/g),
  ]);
  return new Map(
    members.map(([, comment = "", name = ""]) => [name, comment.replaceAll(/\s*\n\s*\* ?/g, " ").trim()]),
  );
}
