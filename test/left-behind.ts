import { defaultBackend } from "@downhill/tensor";
import { afterAll, beforeAll, expect } from "vitest";

/* For every file of tests: files share a process and its modules, so one that changes what is global changes it back. */
const state = () => ({
  backend: defaultBackend().name,
  cwd: process.cwd(),
  env: { ...process.env },
});

let before: ReturnType<typeof state>;
beforeAll(() => {
  before = state();
});
afterAll(() => {
  expect(state(), "this file leaves something changed for the next one").toEqual(before);
});
