import { expect, test } from "vitest";
import { readCourse } from "@downhill/grader";

test("a lab is introductory if and only if it builds on no other, and builds on no harder one", async () => {
  const cards = await readCourse(process.cwd());
  const order = ["introductory", "intermediate", "advanced"];
  const rank = (id: string): number => order.indexOf(cards.find((card) => card.id === id)!.level);
  for (const { id, level, prerequisites } of cards) {
    expect(level === "introductory", id).toBe(prerequisites.length === 0);
    for (const before of prerequisites)
      expect(rank(before), `${before} before ${id}`).toBeLessThanOrEqual(rank(id));
  }
});
