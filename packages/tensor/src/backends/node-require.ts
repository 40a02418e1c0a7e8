/**
 * Node's `require`, in Node. Requiring TensorFlow.js's large CommonJS files takes a third of the time of importing
 * them: Node scans an imported file for its exported names.
 */
export const nodeRequire: NodeJS.Require | undefined = (
  globalThis as { process?: Partial<NodeJS.Process> }
).process
  ?.getBuiltinModule?.("node:module")
  ?.createRequire(import.meta.url);
