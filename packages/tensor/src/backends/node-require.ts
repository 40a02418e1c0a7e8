/**
 * Node's `require`, where there is a Node. TensorFlow.js's large CommonJS files open in a third of the time that
 * importing them takes: Node reads through an imported one for the names it exports.
 */
export const nodeRequire: NodeJS.Require | undefined = (
  globalThis as { process?: Partial<NodeJS.Process> }
).process
  ?.getBuiltinModule?.("node:module")
  ?.createRequire(import.meta.url);
