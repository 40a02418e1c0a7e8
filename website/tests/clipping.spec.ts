import { expect, test } from "./page.ts";

test("clipping by value and by norm is moved by keyboard and pointer, and restored from its address", async ({
  page,
}) => {
  await page.goto("/lessons/13-clipping");
  const figure = page.getByRole("figure", { name: "Clipping by value and by norm" });
  const status = figure.getByRole("status");
  await expect(status).toContainText("by value turns the gradient by 11.0°, by norm by 0.0°");
  await figure.getByRole("slider", { name: /^Limit/ }).focus();
  await page.keyboard.press("Home");
  await expect(status).toContainText("by 39.3°");
  await expect(page).toHaveURL(/\?clip=3_0\.3_0\.1$/);
  await page.reload();
  await expect(figure.getByRole("row", { name: /by value/ })).toContainText("(0.10, 0.10)");
  const picture = figure.getByRole("img", { name: /^A gradient/ });
  await picture.scrollIntoViewIfNeeded();
  const box = (await picture.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.25);
  await expect(figure.getByRole("row", { name: /not at all/ })).toContainText("(0.00, 1.7");
  await figure.getByRole("button", { name: "The lesson’s example" }).click();
  await expect(page).not.toHaveURL(/clip=/);
});
