import type { Expression, FunctionDeclaration, Module } from "../read/syntax.ts";
import { attribute } from "../program/attribute.ts";
import { type Cause, meeting } from "./cause.ts";
import { walkAll } from "./statement.ts";
import { type Entity, newVariable, type Walk } from "./walk.ts";

/** What is the same for all invocations of a workgroup. */
const uniform = ["workgroup_id", "num_workgroups"];

/**
 * Refuses a barrier that only some invocations of a workgroup may reach: the others would wait forever. It looks at what
 * control and values depend on, as compilers do, and not at the values themselves.
 *
 * @throws WgslError
 * @see WebGPU Shading Language, W3C, section 15.2, Uniformity.
 */
export function checkUniformity(module: Module, main: FunctionDeclaration): void {
  for (const declared of module.functions) {
    const walk = newWalk(module);
    const parameters = declared.parameters.map(({ name, type, attributes, line }): Entity => {
      if (declared === main) {
        const names = attribute(attributes, "builtin")?.args ?? builtinsIn(module, type.name);
        const other = names.find((each) => each.kind === "name" && !uniform.includes(each.name));
        const cause: Cause = other === undefined ? null : { name, line };
        return { kind: "value", cause };
      }
      return pointerParameter(walk, type.name, type.templates?.[0], name, line);
    });
    enter(walk, declared, parameters, null);
  }
}

/** The built-in values that the members of a struct are. */
const builtinsIn = ({ structs }: Module, name: string) =>
  (structs.find((each) => each.name === name)?.members ?? []).flatMap(
    ({ attributes }) => attribute(attributes, "builtin")?.args ?? [],
  );

/** In a function analysed by itself, parameters are assumed uniform; pointers may lead to any value. */
function pointerParameter(
  walk: Walk,
  type: string,
  space: Expression | undefined,
  name: string,
  line: number,
): Entity {
  if (type !== "ptr") return { kind: "value", cause: null };
  const spaceName = space?.kind === "name" ? space.name : "";
  if (spaceName !== "function") {
    const outside: Cause = spaceName === "uniform" ? null : { name, line };
    return { kind: "pointer", id: null, outside, cause: null, isPart: false };
  }
  const variable = newVariable(walk, { name }, null);
  const id = variable.kind === "variable" ? variable.id : null;
  return { kind: "pointer", id, outside: null, cause: null, isPart: false };
}

const newWalk = (module: Module): Walk => ({
  module,
  scopes: [],
  state: new Map(),
  breaks: null,
  continues: null,
  returns: [],
  result: { cause: null },
  call: enter,
});

/** Analyses a function for given arguments; returns what its result depends on. */
function enter(walk: Walk, declared: FunctionDeclaration, given: readonly Entity[], control: Cause): Cause {
  const names = new Map(declared.parameters.map(({ name }, i) => [name, given[i]!]));
  const inside: Walk = {
    ...walk,
    scopes: [names],
    breaks: null,
    continues: null,
    returns: [],
    result: { cause: null },
  };
  walkAll(inside, declared.body, control);
  walk.state = meeting([inside.state, ...inside.returns]);
  return inside.result.cause;
}
