import {
  argMax,
  device,
  gather,
  key,
  mul,
  normal,
  oneHot,
  scatterAdd,
  takeAlong,
  tensor,
  useBackend,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  accuracy,
  confusionMatrix,
  embedding,
  perplexity,
  softmaxCrossEntropy,
  topKAccuracy,
} from "./index.ts";

const whole = (values: readonly number[]) => tensor(values, { dtype: "int32" });
const scores = () =>
  tensor([
    [4, 3, 2],
    [1, 5, 2],
  ]);
/** Numbers that the device computed, not the host. */
const computed = (value: number) => mul(whole([0, value]), 1);

describe.each(["reference", "wasm"])("on %s", (name) => {
  test.each([9, 3, -1])("the error for a label %d of three classes names it", async (label) => {
    using _ = useBackend(await device(name));
    for (const labels of [whole([0, label]), computed(label)]) {
      const range = `holds ${label} at index 1, and it must be from 0 to 2`;
      for (const loss of [softmaxCrossEntropy, accuracy, confusionMatrix]) {
        expect(() => loss(scores(), labels)).toThrow(`${loss.name}: labels ${range}`);
      }
      expect(() => perplexity(scores(), labels)).toThrow(`labels ${range}`);
      expect(() => topKAccuracy(scores(), labels, { k: 2 })).toThrow(`topKAccuracy: labels ${range}`);
      expect(() => oneHot(labels, { depth: 3 })).toThrow(`oneHot: indices ${range}`);
      expect(() => gather(tensor([1, 2, 3]), labels)).toThrow(`gather: indices ${range}`);
      expect(() => scatterAdd(tensor([1, 2]), labels, 3)).toThrow(`scatterAdd: indices ${range}`);
      expect(() => takeAlong(tensor([1, 2, 3]), labels)).toThrow(`takeAlong: indices ${range}`);
      const tokens = embedding(3, 2);
      expect(() => tokens.apply(tokens.init(key(0)), labels)).toThrow(`embedding(3, 2): x ${range}`);
    }
  });

  test("labels in bytes are class numbers, even if they are all 0 or 1", async () => {
    using _ = useBackend(await device(name));
    const logits = normal(key(1), [4, 3]);
    for (const classes of [
      [2, 0, 1, 1],
      [1, 0, 1, 1],
    ]) {
      const [bytes, numbers] = [tensor(Uint8Array.from(classes)), whole(classes)];
      for (const measure of [softmaxCrossEntropy, accuracy, topK]) {
        expect(await measure(logits, bytes).item()).toBe(await measure(logits, numbers).item());
      }
    }
  });

  test("argMax always returns a class", async () => {
    using _ = useBackend(await device(name));
    expect(await accuracy(scores(), argMax(scores())).item()).toBe(1);
  });
});

const topK = (logits: ReturnType<typeof scores>, labels: ReturnType<typeof scores>) =>
  topKAccuracy(logits, labels, { k: 2 });
