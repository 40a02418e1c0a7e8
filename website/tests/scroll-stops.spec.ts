import { expect, test } from "./page.ts";

const stops = "main :is(pre, table, mjx-container, [role=region])[tabindex]";

for (const width of [360, 1280]) {
  for (const address of ["/lessons/08-adam", "/zh-Hans/lessons/13-clipping", "/reference/ops/add"]) {
    test(`the keyboard stops at what scrolls, and only there: ${address}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address);
      await expect(page.locator("html")).toHaveAttribute("data-has-hydrated", "true");
      await expect(page.locator(stops).first()).toBeAttached();
      const wrong = () =>
        page.locator(stops).evaluateAll((all) =>
          all
            .filter((each) => each.getClientRects().length > 0)
            .filter((each) => {
              const wide =
                each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
              return wide !== (each.getAttribute("tabindex") === "0");
            })
            .map((each) => each.outerHTML.slice(0, 120)),
        );
      await expect.poll(wrong).toEqual([]);
      // Turned on its side, a phone shows more; and what did not fit then does.
      await page.setViewportSize({ width: width === 360 ? 900 : 500, height: 900 });
      await expect.poll(wrong).toEqual([]);
    });
  }
}
