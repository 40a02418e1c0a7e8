import { WgslError } from "../wgsl-error.ts";
import type { Declaration, Module } from "../read/syntax.ts";
import { concrete } from "../type/convert.ts";
import { typeOf } from "../type/type-of.ts";
import { isConstructible, nameOfType, type Type } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import { constant, type Value } from "../value/value.ts";
import { constantOf } from "../statement/declare.ts";
import type { Context, Known } from "./context.ts";
import { globalVariable, type Private } from "./global-variable.ts";
import type { Variable } from "./variable.ts";

/** The names outside functions, each resolved on first use, because they may be in any order. */
export class Globals {
  readonly variables: Variable[] = [];
  readonly privates: Private[] = [];
  readonly #module: Module;
  readonly #known = new Map<string, Known | "begun">();

  constructor(module: Module) {
    this.#module = module;
  }

  find(context: Context, name: string): Known | undefined {
    const known = this.#known.get(name);
    const constant = this.#module.constants.find((each) => each.name === name);
    const variable = this.#module.variables.find((each) => each.name === name);
    const line = (constant ?? variable)?.line ?? 1;
    if (known === "begun") {
      throw new WgslError(
        "cycle",
        {
          en: `${name} is defined in terms of itself; give it a value`,
          zh: `${name} 的值依赖它自己，请给它一个值`,
        },
        line,
      );
    }
    if (known !== undefined || (constant === undefined && variable === undefined)) return known;
    this.#known.set(name, "begun");
    const outside: Context = {
      ...context,
      scopes: context.scopes.slice(0, 1),
      uses: new Set(),
      mayOverride: false,
    };
    const made =
      constant === undefined
        ? this.#variable(outside, variable!)
        : {
            operand: constantValue(outside, constant),
            variable: undefined,
            unset: constant.value === null ? constant.line : undefined,
          };
    this.#known.set(name, made);
    return made;
  }

  #variable(context: Context, declared: Module["variables"][number]): Known {
    const { reference, variable, own } = globalVariable(context, declared);
    if (variable !== undefined) this.variables.push(variable);
    if (own !== undefined) this.privates.push(own);
    return { operand: reference, variable };
  }
}

/** `const n = 64;` or `override n = 64;` */
function constantValue(context: Context, declared: Declaration): Value {
  const { how, name, line } = declared;
  const wanted = declared.type === null ? undefined : typeOf(context, declared.type);
  if (declared.value === null) return constant(overridable(wanted!, line), [0], "override");
  const given = value(context, declared.value);
  const type = wanted ?? (how === "const" ? given.type : concrete(given.type));
  if (!isConstructible(type)) throw notConstant(type, line);
  const found = as(given, type, line);
  if (how === "const") return constantOf(name, found, line);
  if (found.stage === "running") {
    throw new WgslError(
      "not-constant",
      {
        en: `the value of an override must be known when the pipeline is made; use numbers, const and other overrides`,
        zh: `override 的值必须在创建管线时已知，只能用数、const 和其他 override`,
      },
      line,
    );
  }
  return constant(overridable(type, line), found.known!, "override");
}

function overridable(type: Type, line: number): Type {
  if (type.kind === "scalar") return type;
  throw new WgslError(
    "type-not-allowed",
    {
      en: `an override must be one number or a bool, not ${nameOfType(type)}`,
      zh: `override 只能是一个数或 bool，不能是 ${nameOfType(type)}`,
    },
    line,
  );
}

const notConstant = (type: Type, line: number): WgslError =>
  new WgslError(
    "type-not-allowed",
    { en: `a const cannot be ${nameOfType(type)}`, zh: `const 不能是 ${nameOfType(type)}` },
    line,
  );
