import { type Dataset, fashionMnist, take } from "@downhill/data";

const sets = { train: fashionMnist({ split: "train" }), test: fashionMnist({ split: "test" }) };

/** The first pictures of Fashion-MNIST, or of its first classes. */
export async function clothes(split: "train" | "test", count: number, classes = 10): Promise<Dataset> {
  const all = await sets[split];
  return take(all, [...all.y.keys()].filter((i) => all.y[i]! < classes).slice(0, count));
}
