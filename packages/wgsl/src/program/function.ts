import { WgslError } from "../wgsl-error.ts";
import type { Field, FunctionDeclaration } from "../read/syntax.ts";
import type { Buffer } from "../run/memory.ts";
import { checkExits } from "../statement/exit.ts";
import { body } from "../statement/block.ts";
import { compileStatement } from "../statement/compile-statement.ts";
import { partsIn } from "../type/layout.ts";
import { typeOf } from "../type/type-of.ts";
import { isConstructible, nameOfType, type PointerType, type Type } from "../type/type.ts";
import type { Operand, Place } from "../value/value.ts";
import { type CompiledFunction, type Context, newSlots, nothingTouched, type Parameter } from "./context.ts";

/** One of the program's own functions, checked and ready to call. */
export function ownFunction(outside: Context, declared: FunctionDeclaration): CompiledFunction {
  const names = new Map<string, Operand>();
  const context: Context = {
    ...outside,
    scopes: [outside.scopes[0]!, names],
    uses: new Set(),
    touched: nothingTouched(),
  };
  refuseAttributes(declared);
  const parameters = declared.parameters.map((each) => {
    const made = parameter(outside, each);
    names.set(each.name, made.operand);
    return made.parameter;
  });
  const result = declared.result === null ? null : typeOf(outside, declared.result);
  if (result !== null && !isConstructible(result)) throw noResult(result, declared.line);
  checkExits(declared);
  const place = {
    context,
    compile: compileStatement,
    result,
    breaks: null,
    continues: false,
    returns: true,
  } as const;
  const run = body(place, declared.body);
  const { pausing } = run;
  return {
    parameters,
    result,
    run,
    pausing:
      pausing &&
      function* () {
        yield* pausing();
      },
    uses: context.uses,
    touched: context.touched,
  };
}

/** Refuses attributes for a kernel's parameters and size on other functions. */
function refuseAttributes({ name, attributes, parameters }: FunctionDeclaration): void {
  const [ofKernel] = [...attributes, ...parameters.flatMap((each) => each.attributes)].filter(
    (each) => !["must_use", "diagnostic"].includes(each.name),
  );
  if (ofKernel === undefined) return;
  throw new WgslError(
    "misplaced-attribute",
    {
      en: `@${ofKernel.name} belongs to a kernel, but ${name} is not one; remove it`,
      zh: `@${ofKernel.name} 只用于内核，而 ${name} 不是内核，请删去`,
    },
    ofKernel.line,
  );
}

function parameter(
  context: Context,
  { name, type: written, line }: Field,
): { parameter: Parameter; operand: Operand } {
  const type = typeOf(context, written);
  if (type.kind === "pointer") return pointerParameter(context, name, type);
  if (!isConstructible(type)) {
    throw new WgslError(
      "type-not-allowed",
      {
        en: `${nameOfType(type)} cannot be passed; pass its address, or use the variable itself`,
        zh: `${nameOfType(type)} 不能作为参数，请传地址，或直接使用那个变量`,
      },
      line,
    );
  }
  const slot = newSlots(context, partsIn(type));
  const root = {};
  const place: Place = { store: "slots", slot, offset: undefined };
  return {
    parameter: { type, slot, root, buffer: undefined },
    operand: {
      kind: "reference",
      type,
      space: "function",
      rights: "read",
      place,
      root,
      path: name,
      isComponent: false,
    },
  };
}

/** A pointer is stored as the slot or word it points to; a pointer to a buffer also carries the buffer. */
function pointerParameter(
  context: Context,
  name: string,
  type: PointerType,
): { parameter: Parameter; operand: Operand } {
  const { machine } = context;
  const { space, to, rights } = type;
  const slot = newSlots(context, 1);
  const root = {};
  const there = (): number => machine.slots[slot]!;
  const isLocal = space === "function" || space === "private";
  const buffer: Buffer | undefined = isLocal ? undefined : { name, memory: undefined };
  const place: Place =
    buffer === undefined
      ? { store: "slots", slot: 0, offset: there }
      : { store: "memory", buffer, word: there };
  return {
    parameter: { type, slot, root, buffer },
    operand: {
      kind: "pointer",
      to: { kind: "reference", type: to, space, rights, place, root, path: name, isComponent: false },
    },
  };
}

const noResult = (type: Type, line: number): WgslError =>
  new WgslError(
    "type-not-allowed",
    { en: `a function cannot return ${nameOfType(type)}`, zh: `函数不能返回 ${nameOfType(type)}` },
    line,
  );
