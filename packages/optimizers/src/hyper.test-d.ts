import type { Schedule } from "@downhill/schedules";
import type { Tensor } from "@downhill/tensor";
import {
  adafactor,
  adam,
  averageParameters,
  clipAdaptively,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  lamb,
  type LossAndGradient,
  lookahead,
  type Moments,
  muon,
  rules,
  sam,
} from "./index.ts";

declare const schedule: Schedule;
declare const params: { readonly w: Tensor };

type SettingsOf<O> = O extends (settings?: infer S) => unknown ? NonNullable<S> : never;
/** `true` when all that an optimizer's settings name may be schedules. */
type TakesSchedules<S> = { readonly [K in keyof S]-?: Schedule } extends S ? true : false;
const set = { ...rules, lamb, adafactor, muon };
// Every hyper-parameter of every optimizer accepts a schedule: one that does not makes a `false` here.
({}) as { [K in keyof typeof set]: TakesSchedules<SettingsOf<(typeof set)[K]>> } satisfies {
  [K in keyof typeof set]: true;
};
for (const make of [clipByValue, clipByNorm, clipByGlobalNorm, averageParameters]) make(schedule);
clipAdaptively(schedule, schedule);
lookahead(5, schedule, adam({ learningRate: schedule }));

declare const lossAndGradient: LossAndGradient<typeof params, [batch: string]>;
const sharp = sam(lossAndGradient, { radius: schedule });
const [loss, gradient]: readonly [Tensor, typeof params] = sharp(params, 0, "monday");
adam().update(gradient, adam().init(params), params, 0);
loss.dispose();
// @ts-expect-error Arguments after the parameters are passed on, so they are required.
sharp(params, 0);

const ahead = lookahead(5, 0.5, adam());
const inner: Moments<"m" | "v"> = ahead.init(params).inner;
ahead.update(params, { slow: params, inner }, params, 0);
// @ts-expect-error The inner optimizer's state is only a part of it.
ahead.update(params, inner, params, 0);
// @ts-expect-error Muon keeps v, Lion m.
muon().update(params, rules.lion().init(params), params, 0);
// @ts-expect-error There is no hyper-parameter of this name.
adafactor({ beta2: 0.9 });
// @ts-expect-error A hyper-parameter is a number or a function of the step.
muon({ momentum: "0.9" });
