import { expect, test } from "./page.ts";

test("an erratum is in the margin, at its words, and leads to its row and its lab", async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.goto("/zh-Hans/chapters/002");
  await page.getByRole("link", { name: "教材原文" }).click();
  await expect(page).toHaveURL(/\/chapters\/000$/);
  await page.goto("/zh-Hans/chapters/002#s3-2");
  const words = page.locator("mark", { hasText: "动量法是一种改进的SGD方法" });
  const note = page.getByRole("note", { name: "勘误 E01" });
  const [marked, beside] = [(await words.boundingBox())!, (await note.boundingBox())!];
  expect(beside.x).toBeGreaterThan(marked.x + marked.width);
  expect(Math.abs(beside.y - marked.y)).toBeLessThan(60);
  await expect(page.getByRole("note", { name: "在实验里" }).filter({ hasText: "06 动量法" })).toBeVisible();
  await note.getByRole("link", { name: "勘误 E01" }).click();
  await expect(page.locator("tr#E01")).toBeInViewport();
});

test("on a phone the note stands before the paragraph", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/chapters/002");
  const words = page.locator("mark", { hasText: "动量法是一种改进的SGD方法" });
  const note = page.getByRole("note", { name: "Erratum E01" });
  await expect(note).toContainText("Two minus signs go uphill");
  const [marked, above] = [(await words.boundingBox())!, (await note.boundingBox())!];
  expect(above.y + above.height).toBeLessThanOrEqual(marked.y);
});
