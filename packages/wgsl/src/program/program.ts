import { WgslError } from "../wgsl-error.ts";
import { parse } from "../read/parse.ts";
import type { FunctionDeclaration, Module } from "../read/syntax.ts";
import { Machine } from "../run/machine.ts";
import { checkAssertion } from "../statement/assertion.ts";
import { checkExits } from "../statement/exit.ts";
import type { Run } from "../statement/outcome.ts";
import { body } from "../statement/block.ts";
import { compileStatement } from "../statement/compile-statement.ts";
import { typeOf } from "../type/type-of.ts";
import { checkUniformity } from "../uniformity/check.ts";
import { compileOperand } from "../value/compile-operand.ts";
import { attribute } from "./attribute.ts";
import { type CompiledFunction, type Context, nothingTouched } from "./context.ts";
import { checkNames } from "./declared-name.ts";
import { entryPoint, parameters, type Placed, type Size, workgroupSize } from "./entry-point.ts";
import { ownFunction } from "./function.ts";
import { Globals } from "./global.ts";
import type { Private } from "./global-variable.ts";
import { checkLimits, type DeviceLimits } from "./limits.ts";
import { checkOverrides } from "./override.ts";
import type { Variable } from "./variable.ts";

/** A program with a runnable kernel. */
export interface Program {
  readonly name: string;
  readonly machine: Machine;
  readonly size: Size;
  /** The buffer variables, and those that a workgroup shares. */
  readonly variables: readonly Variable[];
  /** The ones that the kernel uses. */
  readonly uses: ReadonlySet<Variable>;
  readonly privates: readonly Private[];
  readonly parameters: readonly Placed[];
  readonly run: Run;
}

/** Checks a program and compiles it to JavaScript functions, one for each part. */
export function compileProgram(code: string, limits: DeviceLimits): Program {
  const module = parse(code);
  checkNames(module);
  const globals = new Globals(module);
  const context = contextOf(module, globals);
  checkGlobals(context);
  const main = entryPoint(module.functions);
  const size = workgroupSize(context, main);
  checkKernel(main);
  const placed = parameters(context, main);
  const inside: Context = { ...context, scopes: [context.scopes[0]!, placed.names], uses: new Set() };
  const run = body(
    {
      context: inside,
      compile: compileStatement,
      result: null,
      breaks: null,
      continues: false,
      returns: true,
    },
    main.body,
  );
  for (const { name, line } of module.functions) if (name !== main.name) context.functionOf(name, line);
  checkLimits(inside.uses, main.line, limits);
  checkUniformity(module, main);
  const { machine } = context;
  const { variables, privates } = globals;
  return {
    name: main.name,
    machine,
    size,
    variables,
    uses: inside.uses,
    privates,
    parameters: placed.places,
    run,
  };
}

function contextOf(module: Module, globals: Globals): Context {
  const functions = new Map<string, CompiledFunction | "begun">();
  const context: Context = {
    compile: { operand: compileOperand, type: typeOf },
    machine: new Machine(),
    module,
    scopes: [new Map()],
    types: new Map(),
    uses: new Set(),
    touched: nothingTouched(),
    mayOverride: false,
    globalOf: (name) => globals.find(context, name),
    functionOf: (name, line) => functionNamed(context, functions, name, line),
  };
  return context;
}

/** Unused declarations must be valid too. */
function checkGlobals(context: Context): void {
  const { module } = context;
  for (const { name } of [...module.constants, ...module.variables]) context.globalOf(name);
  for (const { name, line } of [...module.structs, ...module.aliases])
    typeOf(context, { kind: "name", name, templates: null, line });
  for (const each of module.assertions) checkAssertion(context, each);
  checkOverrides(context);
}

function functionNamed(
  context: Context,
  functions: Map<string, CompiledFunction | "begun">,
  name: string,
  line: number,
): CompiledFunction | undefined {
  const known = functions.get(name);
  if (known === "begun") {
    throw new WgslError(
      "recursion",
      { en: `${name} calls itself, which WGSL forbids`, zh: `${name} 调用了自己，WGSL 不允许递归` },
      line,
    );
  }
  const declared = context.module.functions.find((each) => each.name === name);
  if (known !== undefined || declared === undefined) return known;
  if (attribute(declared.attributes, "compute") !== undefined) {
    throw new WgslError(
      "not-callable",
      {
        en: `${name} is the kernel, which only a dispatch runs; move the shared code into a separate function`,
        zh: `${name} 是内核，只能通过派发来运行，请把共用的部分写成另一个函数`,
      },
      line,
    );
  }
  functions.set(name, "begun");
  const made = ownFunction(context, declared);
  functions.set(name, made);
  return made;
}

function checkKernel(main: FunctionDeclaration): void {
  if (main.result !== null) {
    throw new WgslError(
      "return-mismatch",
      {
        en: `${main.name} is a kernel, which returns nothing; remove -> ${main.result.name}, and write the result into a buffer`,
        zh: `${main.name} 是内核，不能有返回值；请删去 -> ${main.result.name}，把结果写进缓冲区`,
      },
      main.result.line,
    );
  }
  checkExits(main);
}
