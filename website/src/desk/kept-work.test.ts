import { expect, test } from "vitest";
import { keepWork, keptWork } from "./kept-work.ts";

function storage(): () => Storage {
  const held = new Map<string, string>();
  const made = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
  return () => made as unknown as Storage;
}

const refusing = (): Storage => {
  throw new Error("no storage here");
};

test("work is kept for each lab, and comes back as it was", () => {
  const shelf = storage();
  const work = { text: "export const a = 1;\n", best: 40, before: "export {};\n" };
  expect(keepWork("02", work, shelf)).toBe(true);
  expect(keepWork("08", { text: "", best: 0 }, shelf)).toBe(true);
  expect(keptWork("02", shelf)).toEqual(work);
  expect(keptWork("08", shelf)).toEqual({ text: "", best: 0 });
  expect(keptWork("04", shelf)).toBeUndefined();
});

test.each(["{", "null", "3", '{"text":3,"best":1}', '{"text":"a"}'])("%s is no work", (stored) => {
  const shelf = storage();
  shelf().setItem("downhill.desk.02", stored);
  expect(keptWork("02", shelf)).toBeUndefined();
});

test("a browser that keeps nothing is no error", () => {
  expect(keptWork("02", refusing)).toBeUndefined();
  expect(keepWork("02", { text: "", best: 0 }, refusing)).toBe(false);
});
