import { type Context, lookUp } from "../program/context.ts";
import type { Call } from "../read/syntax.ts";
import { value } from "../value/expression.ts";
import type { Value } from "../value/value.ts";
import { typeNamed } from "../type/type-of.ts";
import { atomicFunctions } from "./atomic.ts";
import { arrayLength } from "./array-length.ts";
import { barriers, workgroupUniformLoad } from "./barrier.ts";
import { bitcast } from "./bitcast.ts";
import { builtinCall, builtinCalled } from "./builtin-call.ts";
import { givesNothing, isNoFunction } from "./call-error.ts";
import { constructed, inferred } from "./construct.ts";
import { noFunction } from "./no-function.ts";
import { ownCall } from "./own-call.ts";
import { wholeCall, wholeCalled } from "./whole-call.ts";

/** A call as a value; a function without a result has none. */
export function call(context: Context, node: Call): Value {
  const { callee, args, line } = node;
  const { name } = callee;
  if (lookUp(context, name) !== undefined) throw isNoFunction(name, line);
  // A function of the program hides WGSL's function of the same name.
  if (context.functionOf(name, line) !== undefined) return ownCall(context, node);
  const type = typeNamed(context, callee);
  if (type !== undefined) return constructed(context, type, args, line);
  if (name === "bitcast") return bitcast(context, node);
  if (callee.templates === null) {
    const made = inferred(context, name, args, line);
    if (made !== undefined) return made;
  } else throw noFunction(context, name, line);
  if (name === "arrayLength") return arrayLength(context, args, line);
  if (name === "workgroupUniformLoad") return workgroupUniformLoad(context, args, line);
  if (Object.hasOwn(barriers, name)) throw givesNothing(name, line);
  const atomic = Object.hasOwn(atomicFunctions, name) ? atomicFunctions[name] : undefined;
  if (atomic !== undefined) {
    const { result } = atomic(context, name, args, line);
    if (result === undefined) throw givesNothing(name, line);
    return result;
  }
  const given = args.map((arg) => value(context, arg));
  const builtin = builtinCalled(name);
  if (builtin !== undefined) return builtinCall(context, name, builtin, given, line);
  const found = wholeCalled(name);
  if (found === undefined) throw noFunction(context, name, line);
  return wholeCall(context, name, found, given, line);
}
