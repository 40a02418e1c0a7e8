import { expect, test } from "./page.ts";

test("a lesson has its level, minutes and prerequisites under its title", async ({ page }) => {
  await page.goto("/lessons/08-adam");
  const facts = page.locator("article dl").first();
  await expect(facts).toContainText(/Level\s*Intermediate\s*Time\s*about \d+ minutes\s*After/);
  await facts.getByRole("link", { name: "04 Autograd" }).click();
  await expect(page).toHaveURL(/\/lessons\/04-autograd$/);
  await page.goto("/zh-Hans/lessons/00-hello");
  await expect(page.locator("article dl").first()).toContainText(
    /难度\s*入门\s*用时\s*约 \d+ 分钟\s*先修\s*无/,
  );
});

for (const [prefix, title, lesson] of [
  ["", "This page does not exist", "08 Adam"],
  ["/zh-Hans", "没有这个页面", "08 Adam"],
] as const) {
  test(`an address that does not exist leads on (${prefix}/)`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL: baseURL! });
    const page = await context.newPage();
    // The browser itself writes the status 404 to the console, so no other test may look at this page.
    const response = await page.goto(`${prefix}/lessons/8`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await page.getByRole("link", { name: lesson }).click();
    await expect(page).toHaveURL(`${baseURL}${prefix}/lessons/08-adam`);
    await context.close();
  });
}
