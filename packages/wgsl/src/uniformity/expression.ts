import { barriers } from "../function/barrier.ts";
import type { Call, Expression } from "../read/syntax.ts";
import { type Cause, either } from "./cause.ts";
import { notUniform } from "./not-uniform.ts";
import { type Entity, entityOf, type Pointer, read, type Walk } from "./walk.ts";

/** What a value depends on, if control flow depends on `control`. */
export function causeOf(walk: Walk, node: Expression, control: Cause): Cause {
  switch (node.kind) {
    case "number":
    case "boolean":
      return control;
    case "name":
    case "index":
    case "member":
      return read(walk, pathOf(walk, node, control), control);
    case "unary":
      if (node.sign === "&" || node.sign === "*") return read(walk, pathOf(walk, node, control), control);
      return causeOf(walk, node.of, control);
    case "binary": {
      const left = causeOf(walk, node.left, control);
      const isLogical = node.sign === "&&" || node.sign === "||";
      return either(left, causeOf(walk, node.right, isLogical ? left : control));
    }
    case "call":
      return callCause(walk, node, control);
  }
}

/** The target of a path of names and indices; for anything but a variable, only its dependencies. */
export function pathOf(walk: Walk, node: Expression, control: Cause): Entity {
  switch (node.kind) {
    case "name":
      return entityOf(walk, node.name, node.line);
    case "index":
    case "member": {
      const index = node.kind === "index" ? causeOf(walk, node.index, control) : null;
      const of = pathOf(walk, node.of, control);
      if (of.kind === "value") return { kind: "value", cause: either(of.cause, index) };
      return { ...pointerTo(of), cause: either(pointerTo(of).cause, index), isPart: true };
    }
    case "unary":
      if (node.sign === "&" || node.sign === "*") return pointerOrValue(pathOf(walk, node.of, control));
      return { kind: "value", cause: causeOf(walk, node, control) };
    case "number":
    case "boolean":
    case "call":
    case "binary":
      return { kind: "value", cause: causeOf(walk, node, control) };
  }
}

const pointerOrValue = (entity: Entity): Entity => (entity.kind === "value" ? entity : pointerTo(entity));

/** A variable as the target of a pointer. */
export function pointerTo(entity: Exclude<Entity, { kind: "value" }>): Pointer {
  if (entity.kind === "pointer") return entity;
  return { kind: "pointer", id: entity.id, outside: null, cause: null, isPart: false };
}

/** A call; a barrier needs uniform control flow. */
export function callCause(walk: Walk, { callee, args, line }: Call, control: Cause): Cause {
  const { name } = callee;
  const own = walk.module.functions.find((each) => each.name === name);
  if (own !== undefined) {
    const given = own.parameters.map(({ type }, i): Entity => {
      const arg = args[i]!;
      if (type.name === "ptr") return pathOf(walk, arg, control);
      const entity = pathOf(walk, arg, control);
      if (entity.kind === "pointer" && isAddress(arg)) return entity;
      return { kind: "value", cause: read(walk, entity, control) };
    });
    return either(control, walk.call(walk, own, given, control));
  }
  if (Object.hasOwn(barriers, name) && control !== null) throw notUniform(name, control, line);
  if (name === "workgroupUniformLoad") return uniformLoad(walk, args[0]!, control, line);
  if (name === "arrayLength") return control;
  return either(control, ...args.map((arg) => causeOf(walk, arg, control)));
}

const isAddress = (node: Expression): boolean => node.kind === "unary" && node.sign === "&";

function uniformLoad(walk: Walk, node: Expression, control: Cause, line: number): Cause {
  const path = pathOf(walk, node, control);
  const cause = either(control, path.kind === "pointer" ? path.cause : null);
  if (cause !== null) throw notUniform("workgroupUniformLoad", cause, line);
  return null;
}
