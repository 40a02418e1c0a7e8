import { expect, test } from "./page.ts";

const lesson = "lessons/02-gradient-descent";

for (const prefix of ["/", "/zh-Hans/"]) {
  test(`a formula is drawn in the formula font and has MathML next to it (${prefix}${lesson})`, async ({
    page,
  }) => {
    await page.goto(prefix + lesson);
    const formula = page.locator("mjx-container").first();
    const box = await formula.boundingBox();
    expect(box?.width).toBeGreaterThan(5);
    expect(box?.height).toBeGreaterThan(5);
    await expect(formula.locator("mjx-assistive-mml math")).toBeAttached();
    await page.evaluate(() => document.fonts.ready);
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family),
    );
    expect(
      loaded.some((family) => /NCM/i.test(family)),
      `loaded fonts: ${loaded.join(", ")}`,
    ).toBe(true);
  });
}

test("every glyph of every formula has its style", async ({ page }) => {
  await page.goto("/lessons");
  const links = await page.locator("main ol a").evaluateAll((all) => all.map((a) => a.getAttribute("href")!));
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    await page.goto(link);
    const bare = await page.locator("mjx-c").evaluateAll((glyphs) =>
      glyphs
        .filter((glyph) => !getComputedStyle(glyph).getPropertyValue("padding").match(/[1-9]/))
        .map((glyph) => `${glyph.className} ${glyph.textContent}`)
        .filter((name) => !/mjx-c(20|A0|200|206)/.test(name)),
    );
    expect(bare, link).toEqual([]);
  }
});

test("the figure is moved by the keyboard", async ({ page }) => {
  await page.goto(`/${lesson}`);
  const figure = page.getByRole("figure", { name: "Gradient descent on a curve" });
  const start = figure.getByRole("slider", { name: "Start" });
  const status = figure.getByRole("status");
  const firstLoss = figure.locator("tr", { hasText: "J" }).locator("td").first();
  await expect(start).toHaveAttribute("aria-valuetext", "x = −1, loss 16");
  await expect(firstLoss).toHaveText("16");
  await start.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
  await expect(start).toHaveAttribute("aria-valuetext", "x = 0, loss 9");
  await expect(firstLoss).toHaveText("9");
  await expect(figure.locator("tr", { hasText: "x" }).locator("td").nth(1)).toHaveText("0.6");
  await expect(status).toContainText("Arrives after");
  const rate = figure.getByRole("slider", { name: "Learning rate" });
  await rate.focus();
  await page.keyboard.press("End");
  await expect(status).toContainText("Diverges");
  await rate.fill("1.01");
  await expect(status).toContainText("the loss has grown from 9 to");
  await rate.fill("1");
  await expect(status).toContainText("two points forever");
  await expect(page).toHaveURL(/\?descent=oneValley_0_1$/);
  await page.reload();
  await expect(status).toContainText("two points forever");
  await figure.getByRole("button", { name: "Back to" }).click();
  await expect(status).toContainText("Arrives after");
});

test("the figure is moved by pointer and by touch", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL: baseURL!,
    hasTouch: true,
    viewport: { width: 390, height: 800 },
  });
  const page = await context.newPage();
  await page.goto(`/${lesson}`);
  const start = page.getByRole("slider", { name: "Start" });
  const plot = page.getByRole("group", { name: "J(x) = (x − 3)²" });
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await expect(start).toHaveAttribute("aria-valuenow", "3");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(start).toHaveAttribute("aria-valuenow", /^6/);
  await context.close();
});

test("the two-valley curve can end in the wrong valley", async ({ page }) => {
  await page.goto(`/zh-Hans/${lesson}`);
  const figure = page.getByRole("figure", { name: "曲线上的梯度下降" });
  await figure.getByLabel("两个谷").check();
  const start = figure.getByRole("slider", { name: "起点" });
  await start.focus();
  await page.keyboard.press("End");
  await expect(figure.getByRole("status")).toContainText("损失却不是最低");
});
