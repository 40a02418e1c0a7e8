/** The kinds of functions that have pages of their own, in the order of the site. */
export const kinds = ["optimizer", "schedule", "regularizer", "loss", "layer", "op"] as const;
export type Kind = (typeof kinds)[number];

export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** Where the pages of a kind are, the package that exports its functions, and what the kind is called. */
interface About {
  readonly folder: string;
  readonly owner: string;
  readonly heading: Readonly<Record<Language, string>>;
}

export const aboutKind: Readonly<Record<Kind, About>> = {
  optimizer: { folder: "optimizers", owner: "optimizers", heading: { en: "Optimizers", zh: "优化器" } },
  schedule: { folder: "schedules", owner: "schedules", heading: { en: "Schedules", zh: "学习率调度" } },
  regularizer: {
    folder: "regularizers",
    owner: "regularizers",
    heading: { en: "Regularizers", zh: "正则化" },
  },
  loss: { folder: "losses", owner: "nn", heading: { en: "Losses", zh: "损失" } },
  layer: { folder: "layers", owner: "nn", heading: { en: "Layers", zh: "层" } },
  op: { folder: "ops", owner: "tensor", heading: { en: "Ops", zh: "运算" } },
};

/** The pages of a kind are in this folder of docs/reference. */
export const folders = kinds.map((kind) => aboutKind[kind].folder);
