import { linesOf } from "./process.ts";
import { definitions, type Given, takingsOf, waysOf } from "./samples.ts";
import type { Walked } from "./walk.ts";

/** The result of an op with a dtype on one device: equal to the reference, refused, wrong, or not run there. */
export type Verdict = "equal" | "refused" | "not run" | `wrong: ${string}`;

/** An op with dtypes: the result on the reference, and whether the others match. */
export interface Cell {
  readonly given: Given;
  readonly gives: string;
  readonly devices: Readonly<Record<string, Verdict>>;
}

/** An op, the kind of each input, and a cell for each combination of dtypes. */
export interface DTypeRow {
  readonly op: string;
  readonly takes: readonly string[];
  readonly cells: readonly Cell[];
}

const float32 = (dtype: string): string => dtype.replace("float64", "float32");
const form = ({ dtype, shape, values }: Result): string =>
  `${float32(dtype)} [${shape.join()}] of ${values.length}`;
type Result = NonNullable<Walked["results"]>[number];

/** Integers and truth values must match bit for bit; floating numbers to a few units in float32's last place. */
function agrees(dtype: string, expected: number | string, actual: number | string): boolean {
  if (expected === actual) return true;
  const [a, b] = [Number(expected), Number(actual)];
  if (!dtype.startsWith("float")) return false;
  if (Math.fround(a) === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= 5e-6 * Math.max(1, Math.abs(a));
}

function verdict(expected: Walked, actual: Walked): Verdict {
  if (actual.failed !== undefined) return `wrong: ${actual.failed}`;
  if (actual.refused !== undefined) return "refused";
  if (expected.results === undefined) return "wrong: computed what the reference refuses";
  const [there, here] = [expected.results, actual.results!];
  const odd = there.findIndex((result, i) => form(result) !== form(here[i]!));
  if (odd >= 0) return `wrong: ${form(here[odd]!)} instead of ${form(there[odd]!)}`;
  for (const [i, { dtype, values }] of there.entries()) {
    const at = values.findIndex((value, j) => !agrees(dtype, value, here[i]!.values[j]!));
    if (at >= 0) return `wrong: ${here[i]!.values[at]!} instead of ${values[at]!}`;
  }
  return "equal";
}

/** The result dtype; `float` is the backend's floating dtype, and `named` the requested one. */
function givenBy(
  def: (typeof definitions)[number],
  given: Given,
  { refused, failed, results }: Walked,
): string {
  if (refused !== undefined) return "refused";
  if (results === undefined) return `wrong: ${failed}`;
  if (def.gives === "named") return "named";
  const { dtype } = results[0]!;
  return dtype === "float64" && given !== "float64" ? "float" : dtype;
}

/** The whole table, measured on these devices, each in a separate process next to the reference. */
export async function dtypeRows(devices: readonly string[]): Promise<readonly DTypeRow[]> {
  const [reference, ...others] = (await Promise.all(
    ["reference", ...devices].map((name) => linesOf("walk.ts", name)),
  )) as readonly (readonly Walked[])[];
  let at = 0;
  return definitions.map((def) => ({
    op: def.name,
    takes: takingsOf(def),
    cells: waysOf(def).map((given): Cell => {
      const [place, expected] = [at, reference![at++]!];
      const gives = givenBy(def, given, expected);
      const verdicts = devices.map((name, i) => [name, verdict(expected, others[i]![place]!)]);
      return { given, gives, devices: Object.fromEntries(verdicts) as Cell["devices"] };
    }),
  }));
}

/** What a device must do: give the reference's result, or refuse. */
const expectedOf = ({ given, gives }: Cell): Verdict =>
  given === "float64" || gives === "refused" ? "refused" : "equal";

/** The wrong cells of a device, in words. */
export const faultsOn = (device: string, rows: readonly DTypeRow[]): readonly string[] =>
  rows.flatMap(({ op, cells }) =>
    cells
      .filter((cell) => cell.devices[device] !== expectedOf(cell))
      .map(({ given, devices }) => `${op} of ${given}: ${devices[device]}`),
  );

/** The rows, completed from an earlier table for devices that are not here; "not run" where that table has no entry. */
export const withStated = (
  rows: readonly DTypeRow[],
  devices: readonly string[],
  stated: readonly DTypeRow[],
): readonly DTypeRow[] =>
  rows.map(({ op, takes, cells }) => ({
    op,
    takes,
    cells: cells.map((cell) => {
      const before = stated.find((row) => row.op === op)?.cells.find(({ given }) => given === cell.given);
      const same = before?.gives === cell.gives ? before.devices : {};
      const further = devices.map((name) => [name, cell.devices[name] ?? same[name] ?? "not run"]);
      return { ...cell, devices: Object.fromEntries(further) as Cell["devices"] };
    }),
  }));
