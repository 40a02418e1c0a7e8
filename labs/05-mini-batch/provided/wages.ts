import { cpsWages, numbersOf, standardise, table, textsOf, toDataset, trainingPart } from "@downhill/data";

/** What the model knows about a worker, as labour economists write it since Mincer (1974); experience counts in years. */
const features = ["education", "experience", "experience²", "female", "union", "south"] as const;

/**
 * Hourly wages in dollars of 534 workers, May 1985. Each row has a 1, whose parameter is the intercept, and then the
 * features, with mean 0 and deviation 1.
 */
export async function wages(): Promise<{ x: number[][]; y: number[] }> {
  const all = await cpsWages();
  const experience = numbersOf(all, "experience").map(Number);
  const chosen = table({
    education: numbersOf(all, "education"),
    experience,
    "experience²": experience.map((years) => years ** 2),
    female: textsOf(all, "gender").map((gender) => (gender === "female" ? 1 : 0)),
    union: numbersOf(all, "union"),
    south: numbersOf(all, "south"),
    wage: numbersOf(all, "wage"),
  });
  const part = trainingPart(chosen);
  const scaled = standardise({ columns: features }).fit(part).transform(part);
  const { x, y, size } = toDataset(scaled, { x: features, y: "wage" });
  const row = (i: number): number[] => [1, ...x.subarray(i * features.length, (i + 1) * features.length)];
  return { x: Array.from({ length: size }, (_, i) => row(i)), y: Array.from(y) };
}
