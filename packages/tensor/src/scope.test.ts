import { expect, test } from "vitest";
import { reference } from "./backends/reference.ts";
import { tensor } from "./create.ts";
import { add } from "./ops/add.ts";
import { DisposedError, scope, tidy } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

test("frees what it owns, except what it is told to keep", async () => {
  const before = reference.live();
  let inside: Tensor;
  let kept: Tensor;
  {
    using s = scope("step");
    inside = tensor([1, 2]);
    kept = s.keep(add(inside, 1));
  }
  expect(reference.live()).toBe(before + 1);
  expect([...(await kept.data())]).toEqual([2, 3]);
  expect(inside.disposed).toBe(true);
  kept.dispose();
  expect(reference.live()).toBe(before);
});

test("use after free names the scope and the remedy", () => {
  let x: Tensor;
  {
    using _ = scope("epoch 3");
    x = tensor([1]);
  }
  expect(() => add(x, 1)).toThrow(DisposedError);
  expect(() => add(x, 1)).toThrow('this tensor [1] was freed with scope "epoch 3"; return it through s.keep');
});

test("an inner scope keeps for the outer one", () => {
  const before = reference.live();
  {
    using _ = scope("outer");
    const x = tidy("inner", () => add(tensor([1]), 1));
    expect(x.disposed).toBe(false);
    expect(reference.live()).toBe(before + 1);
  }
  expect(reference.live()).toBe(before);
});

test("frees when the block throws", () => {
  const before = reference.live();
  expect(() =>
    tidy("failing", () => {
      tensor([1]);
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(reference.live()).toBe(before);
});

test("reports when an await let scopes interleave", () => {
  const outer = scope("outer");
  const inner = scope("inner");
  expect(() => outer[Symbol.dispose]()).toThrow('scope "outer" closed while another was open inside it');
  expect(() => inner[Symbol.dispose]()).toThrow("await outside the scope");
});

test("tidy refuses a function that continues after it returned", () => {
  expect(() => tidy("later", async () => tensor([1]))).toThrow('tidy: "later" returned a promise');
});

test("keeps trees, and lets other values pass", () => {
  const tree = tidy("tree", () => ({ a: [tensor([1])], note: "text", nothing: undefined }));
  expect(tree.a[0]!.disposed).toBe(false);
  expect(tree.note).toBe("text");
  tree.a[0]!.dispose();
  expect(tidy("nothing", () => undefined)).toBe(undefined);
});
