import type { Backend } from "./backend.ts";
import { KindError } from "./kind-error.ts";

/** @throws KindError unless it is a backend: the name of a device, or the promise of one, is not. */
export function checkBackend(name: string, backend: Backend): void {
  if (Array.isArray((backend as Partial<Backend> | null)?.dtypes)) return;
  const given: unknown = backend;
  const remedy =
    typeof given === "string" ? `await device(${JSON.stringify(given)})` : 'await device("wasm")';
  throw new KindError("not-a-device", {
    en: `${name}: the backend is ${given instanceof Promise ? "a promise" : String(given)}, not an open device; open one with ${remedy}`,
    zh: `${name}：backend 是 ${given instanceof Promise ? "Promise" : String(given)}，不是已打开的设备；请用 ${remedy} 打开`,
  });
}
