import {
  type CompiledFunction,
  type Context,
  fault,
  newSlot,
  type Operand,
  type Variable,
} from "./compiler.ts";
import { declaredTypes } from "./declared-type.ts";
import {
  attribute,
  entryPoint,
  newPosition,
  numberIn,
  parameters,
  type Position,
  type Size,
  workgroupSize,
} from "./entry-point.ts";
import { valueAs } from "./expression.ts";
import { Machine } from "./machine.ts";
import type { Access } from "./memory.ts";
import { parse } from "./parse.ts";
import { block, declare } from "./statement.ts";
import type { FunctionDeclaration, GlobalVariable, TypeName } from "./syntax.ts";
import type { Type } from "./type.ts";

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
  const machine = new Machine();
  const globals = new Map<string, Operand>();
  const functions = new Map<string, CompiledFunction | "begun">();
  const context: Context = {
    machine,
    scopes: [globals],
    typeOf: declaredTypes(module.structs, (name) => lengthOf(context, name)),
    functionOf(name, line) {
      const known = functions.get(name);
      if (known === "begun")
        throw fault(`${name} calls itself, which WGSL forbids`, `${name} 调用了自己，WGSL 不允许递归`, line);
      const declared = module.functions.find((each) => each.name === name);
      if (known !== undefined || declared === undefined) return known;
      functions.set(name, "begun");
      const made = ownFunction(context, declared);
      functions.set(name, made);
      return made;
    },
  };
  for (const constant of module.constants) declare(context, constant);
  const variables = module.variables.map((each) => variable(context, each));
  for (const each of variables) {
    if (globals.has(each.name))
      throw fault(
        `${each.name} is declared twice; rename one`,
        `${each.name} 重复声明，请改掉一个名称`,
        each.line,
      );
    globals.set(each.name, {
      kind: "memory",
      type: each.type,
      variable: each,
      word: () => 0,
      path: each.name,
    });
  }
  const twin = variables.find(
    ({ binding }, i) => variables.findIndex((each) => each.binding === binding) < i,
  );
  if (twin !== undefined) {
    throw fault(
      `two variables are at @binding(${twin.binding})`,
      `有两个变量都在 @binding(${twin.binding})`,
      twin.line,
    );
  }
  const main = entryPoint(module.functions);
  const size = workgroupSize(context, main);
  const position = newPosition();
  const inside = within(context, parameters(context, main, position));
  const run = block({ context: inside, result: null, looping: false }, main.body);
  for (const { name, line } of module.functions) if (name !== main.name) context.functionOf(name, line);
  return { name: main.name, machine, position, size, variables, run };
}

/** A function sees the globals and its parameters. */
const within = (context: Context, names: Map<string, Operand>): Context => ({
  ...context,
  scopes: [context.scopes[0]!, names],
});

function lengthOf(context: Context, { length, line }: TypeName): number | null {
  if (length === null) return null;
  const given = valueAs(context, length, "u32");
  if (given.constant) return given.at();
  throw fault("an array's length must be known beforehand", "数组的长度必须事先已知", line);
}

function variable(context: Context, { name, type, space, attributes, line }: GlobalVariable): Variable {
  const [group, binding] = ["group", "binding"].map((each) => {
    const found = attribute(attributes, each);
    return found === undefined ? undefined : numberIn(context, found);
  });
  const access = accessOf(space);
  if (access === undefined || binding === undefined || group !== 0) {
    throw fault(
      `a buffer is declared like this: @group(0) @binding(1) var<storage, read_write> ${name}: array<f32>; (or <storage, read>, or <uniform>)`,
      `缓冲区要这样声明：@group(0) @binding(1) var<storage, read_write> ${name}: array<f32>;（也可以是 <storage, read> 或 <uniform>）`,
      line,
    );
  }
  const of = context.typeOf(type);
  if (access === "uniform" && holdsArray(of)) {
    throw fault(
      `a uniform holds an array only with gaps of 16 bytes; declare ${name} as var<storage, read>`,
      `uniform 里的数组元素须按 16 字节对齐，请把 ${name} 声明为 var<storage, read>`,
      line,
    );
  }
  return { name, type: of, access, memory: undefined, group, binding, line };
}

const holdsArray = (type: Type): boolean =>
  type.kind === "array" || (type.kind === "struct" && type.members.some((each) => holdsArray(each.type)));

function accessOf([space, access]: readonly string[]): Access | undefined {
  if (space === "uniform" && access === undefined) return "uniform";
  if (space !== "storage") return undefined;
  if (access === undefined || access === "read") return "read";
  return access === "read_write" ? access : undefined;
}

function ownFunction(context: Context, declared: FunctionDeclaration): CompiledFunction {
  const names = new Map<string, Operand>();
  const scalarOf = (type: TypeName) => {
    const found = context.typeOf(type);
    if (found.kind === "scalar") return found.name;
    throw fault("functions take and return single numbers here", "这里的函数只能接收和返回单个数", type.line);
  };
  const found = declared.parameters.map(({ name, type }) => {
    const slot = newSlot(context);
    const scalar = scalarOf(type);
    names.set(name, { kind: "local", type: scalar, slot, mutable: false, name });
    return { type: scalar, slot };
  });
  const result = declared.result === null ? null : scalarOf(declared.result);
  const run = block({ context: within(context, names), result, looping: false }, declared.body);
  return { parameters: found, result, run };
}
