/** What each package may import: the arrows of docs/architecture.md. */
const arrows = {
  tensor: [],
  schedules: [],
  autograd: ["tensor"],
  compile: ["tensor"],
  nn: ["autograd", "tensor"],
  optimizers: ["schedules", "tensor"],
  regularizers: ["nn", "optimizers", "schedules", "tensor"],
  data: ["tensor"],
  train: ["autograd", "data", "nn", "optimizers", "regularizers", "schedules", "tensor"],
  wgsl: [],
  grader: [],
};

/** The folders around the packages, and what each may import from the others in addition to the packages. */
const places = {
  packages: [],
  labs: [],
  website: [],
  bench: [],
  scripts: ["labs", "test"],
  test: ["labs", "scripts"],
};

const around = Object.entries(places).map(([name, others]) => ({
  name: `${name}-keeps-to-its-place`,
  severity: "error",
  comment: `${name}/ may import ${[name, "packages", ...others].join(", ")}; see docs/architecture.md`,
  from: { path: `^${name}/` },
  to: {
    path: `^(${Object.keys(places).join("|")})/`,
    pathNot: `^(${[name, "packages", ...others].join("|")})/`,
  },
}));

const house = Object.entries(arrows).map(([name, below]) => ({
  name: `${name}-imports-only-what-stands-below`,
  severity: "error",
  comment: `@downhill/${name} may import ${below.length === 0 ? "no other package" : below.join(", ")}; see docs/architecture.md`,
  from: { path: `^packages/${name}/src`, pathNot: "\\.test(-d)?\\.ts$" },
  to: { path: "^packages/([^/]+)/", pathNot: `^packages/(${[name, ...below].join("|")})/` },
}));

export default {
  forbidden: [
    ...house,
    ...around,
    {
      name: "no-circular",
      severity: "error",
      comment: "No circles, not even of types: where two files need each other, one of them holds two ideas.",
      from: {},
      to: { circular: true },
    },
    {
      name: "a-trace-is-known-through-one-file",
      severity: "error",
      comment:
        "Operations, random numbers and tensors know of a trace what packages/tensor/src/tracing.ts offers, and no more.",
      from: {
        path: "^packages/tensor/src/",
        pathNot: "^packages/tensor/src/(trace/|tracing\\.ts)|\\.test(-d)?\\.ts$",
      },
      to: { path: "^packages/tensor/src/(trace/|deferred\\.ts)" },
    },
    {
      name: "rules-and-gradients-know-no-trace",
      severity: "error",
      comment: "They call perStep and defer of @downhill/tensor; only code that reads a graph needs one.",
      from: { path: "^packages/(autograd|optimizers|regularizers|schedules|data)/src/" },
      to: { path: "^packages/tensor/src/trace/" },
    },
    {
      name: "the-key-stays-out-of-reach",
      severity: "error",
      comment:
        "A lab's key is loaded by the grader alone, by path; only tests import it, and others its types.",
      from: { pathNot: "^labs/[^/]+/key/|^test/" },
      to: { path: "^labs/[^/]+/key/", dependencyTypesNot: ["type-only", "type-import"] },
    },
    {
      name: "resolves",
      severity: "error",
      comment:
        "mdast is a package of types alone: @types/mdast. The site's own packages may not be installed; its type check needs them.",
      from: { pathNot: "^website/" },
      to: { couldNotResolve: true, pathNot: "^mdast$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "(^|/)(dist|fixtures|node_modules/\\.cache|website/build|website/\\.docusaurus)/|^test/labs/right/|^packages/grader/templates/|^labs/[^/]+/src/",
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["@downhill/source", "node", "import", "types", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".mjs", ".js", ".json"],
    },
  },
};
