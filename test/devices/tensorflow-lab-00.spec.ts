import { fashionMnist } from "@downhill/data";
import { chooseDevice, useBackend } from "@downhill/tensor";
import { disposeTree, evaluate, train } from "@downhill/train";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as solution from "../../labs/00-hello/key/solution.ts";
import { setUp } from "../../labs/00-hello/training.ts";

beforeEach(() => vi.stubEnv("DOWNHILL_DEVICE", "tensorflow"));
afterEach(() => vi.unstubAllEnvs());

test("lab 00's network trains on tensorflow", async () => {
  const { brief, backend } = await chooseDevice();
  expect(brief.en).toBe("tensorflow (hardware: CPU), as DOWNHILL_DEVICE asks");
  using _ = useBackend(backend);
  const images = await fashionMnist({ split: "test" });
  const { predict, metrics: _metrics, ...network } = setUp(solution, images);
  const losses: number[] = [];
  const trained = await train({
    ...network,
    steps: 40,
    every: 1,
    observe: [({ loss }) => void losses.push(loss)],
  });
  expect(losses[0]).toBeGreaterThan(2);
  expect(losses.at(-1)).toBeLessThan(1.5);
  expect(await evaluate((x) => predict(trained.params, x), images)).toBeGreaterThan(0.5);
  disposeTree([trained.params, trained.state, network.params]);
});
