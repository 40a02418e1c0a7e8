import { afterEach, expect, test, vi } from "vitest";
import { columns, percent, printTables } from "./tables.ts";

/** What is printed by this command, on standard output and on the other. */
async function printed(...asked: string[]): Promise<readonly [out: string, err: string]> {
  vi.restoreAllMocks();
  const [out, err] = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  const tables = { one: () => ["a", "b"], two: async () => ["c"] };
  await printTables(tables, { opening: (words) => `svg ${words.join(" ")}`, record: () => undefined }, asked);
  return [out, err].map((spy) => spy!.mock.calls.flat().join("")) as [string, string];
}
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test("a row is right-aligned, without spaces at its end", () => {
  const row = columns(6, 8);
  expect(row(["rate", 0.1, ""])).toBe("    rate   0.1");
  expect(row(["rate", 0.1], 4)).toBe("    rate 0.1");
  expect(percent(0.123456, 2)).toBe("12.35 %");
});

test("all tables, one, or something else alone", async () => {
  expect(await printed()).toEqual(["one\na\nb\n\ntwo\nc\n\n", ""]);
  expect(await printed("two")).toEqual(["two\nc\n\n", ""]);
  expect(await printed("opening", "3")).toEqual(["svg 3", ""]);
  expect(await printed("record")).toEqual(["", ""]);
});

test("a name that no table has is told, with those that there are", async () => {
  const [out, err] = await printed("tow");
  expect(out).toBe("");
  expect(err).toContain("No table is called tow; there are one, two, opening, record.");
  expect(process.exitCode).toBe(2);
});
