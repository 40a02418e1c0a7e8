import { WgslError } from "../wgsl-error.ts";
import { atomicFunctions } from "../function/atomic.ts";
import { barrier, barriers } from "../function/barrier.ts";
import { call } from "../function/call.ts";
import { isNoFunction } from "../function/call-error.ts";
import { noFunction, functionNames } from "../function/no-function.ts";
import { prepareCall } from "../function/own-call.ts";
import { attribute } from "../program/attribute.ts";
import { type Context, lookUp } from "../program/context.ts";
import type { Call } from "../read/syntax.ts";
import { typeNamed } from "../type/type-of.ts";
import { pausing, type Run } from "./outcome.ts";

/** A call for its effect, not its value. */
export function callStatement(context: Context, node: Call): Run {
  const { callee, args, line } = node;
  const { name } = callee;
  if (lookUp(context, name) !== undefined) throw isNoFunction(name, line);
  const own = context.module.functions.find((each) => each.name === name);
  if (own !== undefined) {
    const { run, pausing: steps } = prepareCall(context, name, args, line);
    if (attribute(own.attributes, "must_use") !== undefined) throw unused(name, line);
    return doing(run, steps);
  }
  if (Object.hasOwn(barriers, name)) return doing(() => undefined, barrier(name, args, line));
  const atomic = Object.hasOwn(atomicFunctions, name) ? atomicFunctions[name] : undefined;
  if (atomic !== undefined) return doing(atomic(context, name, args, line).run, undefined);
  if (name === "workgroupUniformLoad") throw unused(name, line);
  if (!functionNames.includes(name) && typeNamed(context, callee) === undefined)
    throw noFunction(context, name, line);
  call(context, node);
  throw unused(name, line);
}

function doing(run: () => unknown, steps: ReturnType<typeof barrier> | undefined): Run {
  if (steps === undefined) {
    return () => {
      run();
      return "next";
    };
  }
  return pausing(function* () {
    yield* steps();
    return "next";
  });
}

const unused = (name: string, line: number): WgslError =>
  new WgslError(
    "unused-value",
    {
      en: `the value of ${name} is not used; assign it to something, or remove the line`,
      zh: `${name} 的结果没有用到，请把它赋给变量，或删去这一行`,
    },
    line,
  );
