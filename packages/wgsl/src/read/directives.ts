import { diagnosticControl } from "./parse-attributes.ts";
import type { Reader } from "./reader.ts";
import type { Expression } from "./syntax.ts";
import { WgslError } from "../wgsl-error.ts";

/** WGSL's extensions, which a program gets only if they were requested of the device. */
const extensions = ["f16", "clip_distances", "dual_source_blending", "primitive_index", "subgroups"] as const;

/** Language features of today's WGSL compilers. */
const features = [
  "readonly_and_readwrite_storage_textures",
  "packed_4x8_integer_dot_product",
  "unrestricted_pointer_parameters",
  "pointer_composite_access",
];

const severities = ["off", "info", "warning", "error"];

/** The directives at the start of a program: `enable`, `requires`, `diagnostic`. */
export function directives(reader: Reader): void {
  const severityOf = new Map<string, string>();
  for (;;) {
    if (reader.skips(";")) continue;
    const { text } = reader.next;
    if (text === "enable" || text === "requires") names(reader, text);
    else if (text === "diagnostic") {
      reader.take();
      const args = diagnosticControl(reader);
      checkDiagnostic(args, reader.line);
      const [severity = "", rule = ""] = args.map((each) => (each.kind === "name" ? each.name : ""));
      if ((severityOf.get(rule) ?? severity) !== severity) throw twoSeverities(rule, reader.line);
      severityOf.set(rule, severity);
    } else return;
    reader.expect(";");
  }
}

function names(reader: Reader, kind: "enable" | "requires"): void {
  reader.take();
  do {
    const { text, line } = reader.name({ en: "a name", zh: "名称" });
    if (kind === "enable") throw unknownExtension(text, line);
    if (!features.includes(text)) throw unknownFeatureName(text, line);
  } while (reader.skips(",") && !reader.sees(";"));
}

function unknownExtension(name: string, line: number): WgslError {
  if ((extensions as readonly string[]).includes(name)) {
    return new WgslError(
      "unsupported",
      {
        en: `${name} must be requested of the device first, which this course does not do; remove enable ${name}, and do without it`,
        zh: `${name} 须先向设备申请，本课程没有申请；请删去 enable ${name}，不要用它`,
      },
      line,
    );
  }
  return new WgslError(
    "unknown-extension",
    {
      en: `WGSL has no extension ${name}; remove the line, or check its spelling (there are ${extensions.join(", ")})`,
      zh: `WGSL 没有扩展 ${name}，请删去这一行，或检查拼写（已有的是 ${extensions.join("、")}）`,
    },
    line,
  );
}

const unknownFeatureName = (name: string, line: number): WgslError =>
  new WgslError(
    "unsupported",
    {
      en: `no compiler of WGSL here has the language feature ${name}; remove the line`,
      zh: `这里的 WGSL 编译器没有语言特性 ${name}，请删去这一行`,
    },
    line,
  );

const twoSeverities = (rule: string, line: number): WgslError =>
  new WgslError(
    "duplicate",
    { en: `${rule} is given two severities; keep one`, zh: `${rule} 有两个不同的级别，请只保留一个` },
    line,
  );

/** Refuses a diagnostic that is not of the form `(off, derivative_uniformity)`. */
export function checkDiagnostic(args: readonly Expression[], line: number): void {
  const [severity] = args;
  if (args.length === 2 && severity?.kind === "name" && severities.includes(severity.name)) return;
  throw new WgslError(
    "syntax",
    {
      en: "write diagnostic like this: diagnostic(off, derivative_uniformity), with off, info, warning or error",
      zh: "diagnostic 要这样写：diagnostic(off, derivative_uniformity)，第一个词是 off、info、warning 或 error",
    },
    line,
  );
}
