import { attribute } from "./attribute.ts";
import { bufferVariables } from "./buffer-variable.ts";
import { type CompiledFunction, type Context, newSlot, type Operand, type Variable } from "./compiler.ts";
import { as } from "./conversion.ts";
import { checkNames } from "./declared-name.ts";
import { declaredTypes } from "./declared-type.ts";
import {
  entryPoint,
  newPosition,
  parameters,
  type Position,
  type Size,
  workgroupSize,
} from "./entry-point.ts";
import { checkExits } from "./exit.ts";
import { value } from "./expression.ts";
import { Machine } from "./machine.ts";
import { parse } from "./parse.ts";
import { body, declare } from "./statement.ts";
import type { FunctionDeclaration, TypeName } from "./syntax.ts";
import { concrete, isInteger } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** A program whose kernel can run. */
interface Program {
  readonly name: string;
  readonly machine: Machine;
  readonly position: Position;
  readonly size: Size;
  readonly variables: readonly Variable[];
  readonly run: () => void;
}

/** Checks a program and turns it into functions of JavaScript, one for each part of it. */
export function compileProgram(code: string): Program {
  const module = parse(code);
  checkNames(module);
  const machine = new Machine();
  const globals = new Map<string, Operand>();
  const functions = new Map<string, CompiledFunction | "begun">();
  const begun = new Set<string>();
  const named = (list: readonly { readonly name: string }[], name: string): boolean =>
    list.some((each) => each.name === name);
  const context: Context = {
    machine,
    scopes: [globals],
    typeOf: declaredTypes(
      module.structs,
      (type) => lengthOf(context, type),
      (name) => [module.constants, module.variables, module.functions].some((list) => named(list, name)),
    ),
    constantOf(name) {
      const declared = module.constants.find((each) => each.name === name);
      if (declared === undefined) return undefined;
      if (begun.has(name)) {
        throw new WgslError(
          `${name} is made of itself; give it a value`,
          `${name} 的值依赖它自己，请给它一个值`,
          declared.line,
        );
      }
      begun.add(name);
      declare({ ...context, scopes: [globals] }, declared);
      return globals.get(name);
    },
    functionOf(name, line) {
      const known = functions.get(name);
      if (known === "begun")
        throw new WgslError(
          `${name} calls itself, which WGSL forbids`,
          `${name} 调用了自己，WGSL 不允许递归`,
          line,
        );
      const declared = module.functions.find((each) => each.name === name);
      if (known !== undefined || declared === undefined) return known;
      if (attribute(declared.attributes, "compute") !== undefined) {
        throw new WgslError(
          `${name} is the kernel, which only a dispatch runs; take what is shared into a function of its own`,
          `${name} 是内核，只能由调度来运行，请把共用的部分写成另一个函数`,
          line,
        );
      }
      functions.set(name, "begun");
      const made = ownFunction(context, declared);
      functions.set(name, made);
      return made;
    },
  };
  const variables = bufferVariables(context, module.variables);
  for (const each of variables) {
    const { name, type } = each;
    globals.set(name, { kind: "memory", type, variable: each, word: () => 0, path: name });
  }
  for (const { name } of module.constants) if (!globals.has(name)) context.constantOf(name);
  for (const { name, line } of module.structs) context.typeOf({ name, of: [], length: null, line });
  const main = entryPoint(module.functions);
  const size = workgroupSize(context, main);
  const position = newPosition();
  checkKernel(main);
  const inside = within(context, parameters(context, main, position));
  const run = body({ context: inside, result: null, looping: false }, main.body);
  for (const { name, line } of module.functions) if (name !== main.name) context.functionOf(name, line);
  return { name: main.name, machine, position, size, variables, run };
}

function checkKernel(main: FunctionDeclaration): void {
  if (main.result !== null) {
    throw new WgslError(
      `${main.name} is a kernel, which returns nothing; remove -> ${main.result.name}, and write the result into a buffer`,
      `${main.name} 是内核，不能有返回值；请删去 -> ${main.result.name}，把结果写进缓冲区`,
      main.result.line,
    );
  }
  checkExits(main);
}

/** A function sees the globals and its parameters. */
const within = (context: Context, names: Map<string, Operand>): Context => ({
  ...context,
  scopes: [context.scopes[0]!, names],
});

function lengthOf(context: Context, { length, line }: TypeName): number | null {
  if (length === null) return null;
  const given = value(context, length);
  const count = given.constant && isInteger(given.type) ? as(given, concrete(given.type), line).at() : 0;
  if (count > 0) return count;
  throw new WgslError(
    "an array's length must be a whole number from 1 on that is known beforehand",
    "数组的长度必须是事先已知的整数，至少为 1",
    line,
  );
}

function ownFunction(context: Context, declared: FunctionDeclaration): CompiledFunction {
  const names = new Map<string, Operand>();
  const scalarOf = (type: TypeName) => {
    const found = context.typeOf(type);
    if (found.kind === "scalar") return found.name;
    throw new WgslError(
      "functions take and return single numbers here",
      "这里的函数只能接收和返回单个数",
      type.line,
    );
  };
  const [ofKernel] = [...declared.attributes, ...declared.parameters.flatMap((each) => each.attributes)];
  if (ofKernel !== undefined) {
    throw new WgslError(
      `@${ofKernel.name} belongs to a kernel, and ${declared.name} is none; remove it`,
      `@${ofKernel.name} 只用于内核，而 ${declared.name} 不是内核，请删去`,
      ofKernel.line,
    );
  }
  const found = declared.parameters.map(({ name, type }) => {
    const slot = newSlot(context);
    const scalar = scalarOf(type);
    names.set(name, { kind: "local", type: scalar, slot, mutable: false, name });
    return { type: scalar, slot };
  });
  const result = declared.result === null ? null : scalarOf(declared.result);
  checkExits(declared);
  const run = body({ context: within(context, names), result, looping: false }, declared.body);
  return { parameters: found, result, run };
}
