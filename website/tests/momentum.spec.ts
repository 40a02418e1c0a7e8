import { expect, test } from "./page.ts";

test("the plane of rate and momentum is moved by keyboard and pointer, and restored from its address", async ({
  page,
}) => {
  await page.goto("/lessons/06-momentum");
  const figure = page.getByRole("figure", { name: "Learning rate and momentum, as a plane" });
  const status = figure.getByRole("status");
  await expect(status).toContainText("after 26 steps");
  await figure.getByRole("button", { name: "Best without momentum" }).click();
  await expect(status).toContainText("after 87 steps");
  await figure.getByRole("slider", { name: /^Rate/ }).focus();
  await page.keyboard.press("End");
  await expect(status).toContainText("the ball leaves the bowl");
  await expect(page).toHaveURL(/\?momentum=4_0$/);
  await page.reload();
  await expect(status).toContainText("ηL = 4.00, β = 0.00: the ball leaves the bowl");
  const plane = figure.getByRole("img", { name: /^The settings/ });
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await expect(figure.getByRole("row", { name: /across/ })).toContainText("swings, and shrinks");
  await figure.getByRole("button", { name: "Best settings" }).click();
  await expect(page).not.toHaveURL(/momentum=/);
});
