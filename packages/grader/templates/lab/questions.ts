import { questions } from "@downhill/grader/questions";

// TODO: ask about sizes, ends, range and ownership; test/labs/ideas/__ID__.md has the whole list.
export default questions<typeof import("./key/solution.ts")>({
  first: [
    {
      what: { en: "five drawn values", zh: "五个随机值" },
      ask: ({ first }, draw) => first(draw.list(5, () => draw.uniform(-3, 3))),
    },
    { what: { en: "one value", zh: "一个值" }, ask: ({ first }) => first([2.5]) },
    { what: { en: "no values", zh: "空列表" }, ask: ({ first }) => first([]), holds: ["empty"] },
    {
      what: { en: "the caller's list afterwards", zh: "调用之后，调用者的列表" },
      ask: ({ first }) => {
        const values = [1, 2, 3];
        first(values);
        return values;
      },
    },
  ],
});
