import { expect, test } from "vitest";
import { nearLessons } from "./near-lessons.ts";

const lessons = ["00-hello", "02-gradient-descent", "08-adam", "09-adam-on-gpu", "13-clipping"].map((id) => ({
  id,
}));

test.each([
  ["/lessons/8", ["08-adam"]],
  ["/zh-Hans/lessons/08", ["08-adam"]],
  ["/lessons/08-adan", ["08-adam"]],
  ["/docs/Adam.html", ["08-adam", "09-adam-on-gpu"]],
  ["/lessons/gradient_clipping", ["02-gradient-descent", "13-clipping"]],
  ["/lessons/gpu", ["09-adam-on-gpu"]],
  ["/lessons", []],
  ["/labs/77-on", []],
  ["/", []],
])("%s may have meant %j", (address, ids) => {
  expect(nearLessons(lessons, address).map(({ id }) => id)).toEqual(ids);
});
