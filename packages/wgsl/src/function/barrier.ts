import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import type { Barrier, Pausing } from "../statement/outcome.ts";
import { isConstructible } from "../type/type.ts";
import { operand } from "../value/expression.ts";
import { loaded } from "../value/load.ts";
import { putAside } from "../value/in-order.ts";
import type { Value } from "../value/value.ts";
import { expectArguments } from "./expect-arguments.ts";

/** The memory that each barrier synchronises within the workgroup. */
export const barriers: Readonly<Record<string, readonly ("workgroup" | "storage")[]>> = {
  workgroupBarrier: ["workgroup"],
  storageBarrier: ["storage"],
  textureBarrier: [],
};

/** `workgroupBarrier();` */
export function barrier(name: string, args: readonly Expression[], line: number): Pausing {
  expectArguments(name, 0, args.length, line);
  const reached: Barrier = { name, line };
  return function* () {
    yield reached;
  };
}

/** `workgroupUniformLoad(&x)`: all invocations of a workgroup read x together, between two barriers. */
export function workgroupUniformLoad(context: Context, args: readonly Expression[], line: number): Value {
  const name = "workgroupUniformLoad";
  expectArguments(name, 1, args.length, line);
  const given = operand(context, args[0]!);
  const to = given.kind === "pointer" ? given.to : undefined;
  const isAtomic = to?.type.kind === "atomic";
  if (to?.space !== "workgroup" || (!isAtomic && !isConstructible(to.type))) {
    throw new WgslError(
      "not-a-pointer",
      {
        en: `${name} takes the address of a var<workgroup>: ${name}(&x)`,
        zh: `${name} 需要 var<workgroup> 的地址：${name}(&x)`,
      },
      line,
    );
  }
  const type = to.type.kind === "atomic" ? ({ kind: "scalar", name: to.type.of } as const) : to.type;
  const { keep, value } = putAside(context, loaded(context, { ...to, type }, line));
  const reached: Barrier = { name: "workgroupBarrier", line };
  return {
    ...value,
    *before() {
      yield reached;
      yield* keep();
      yield reached;
    },
  };
}
