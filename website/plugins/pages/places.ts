import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Kind, type Language, languages } from "./kinds.ts";

/** The tasks in which the learner writes a function, by lab. Where a package's own may be imported it is found by itself. */
const taught: Partial<
  Readonly<Record<Kind, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>
> = {
  optimizer: {
    gradientDescent: { "02-gradient-descent": ["step", "walk", "vector-step"], "05-mini-batch": ["train"] },
    momentum: { "06-momentum": ["heavy-ball"] },
    momentumClassical: { "06-momentum": ["conventions"] },
    momentumMean: { "06-momentum": ["conventions"] },
    nesterov: { "06-momentum": ["nesterov"] },
    adagrad: { "07-rmsprop": ["adagrad"] },
    rmsprop: { "07-rmsprop": ["rmsprop"] },
    rmspropEpsInside: { "07-rmsprop": ["epsilon-inside", "conventions"] },
    adam: { "08-adam": ["moments", "bias-correction", "step"], "09-adam-on-gpu": ["tensors"] },
    adamw: { "08-adam": ["adamw"] },
    clipByValue: { "13-clipping": ["by-value"] },
    clipByNorm: { "13-clipping": ["norm", "by-norm"] },
    clipByGlobalNorm: { "13-clipping": ["norm", "global-norm", "before-the-rule"] },
  },
  schedule: {
    inverseTime: { "10-decay": ["time-based"] },
    exponential: { "10-decay": ["exponential"] },
    polynomial: { "10-decay": ["horizon"] },
    cosine: { "10-decay": ["horizon"] },
    warmup: { "10-decay": ["warm-up"] },
    andThen: { "10-decay": ["composition"] },
    onPlateau: { "11-plateau": ["average", "track", "reduce"] },
    reset: { "11-plateau": ["reset"] },
    cosineRestarts: { "11-plateau": ["restarts"] },
  },
  regularizer: {
    l1: { "16-l1-and-l2": ["penalty"] },
    l2: { "16-l1-and-l2": ["penalty"] },
    elasticNet: { "16-l1-and-l2": ["penalty"] },
    decay: { "16-l1-and-l2": ["decay"], "08-adam": ["adamw"] },
    proximalL1: { "16-l1-and-l2": ["threshold", "proximal"] },
    earlyStopping: { "17-generalization": ["early-stopping"] },
    keepBest: { "17-generalization": ["early-stopping"] },
    dropout: { "17-generalization": ["dropout"] },
  },
  loss: {
    meanSquaredError: { "01-losses": ["mse"] },
    binaryCrossEntropy: { "01-losses": ["binary"] },
    softmaxCrossEntropy: { "01-losses": ["cross-entropy", "gradient"] },
  },
  layer: {
    dropout: { "17-generalization": ["dropout"] },
    residual: { "14-vanishing-gradients": ["residual"] },
  },
  op: {
    softmax: { "01-losses": ["softmax"] },
    logSumExp: { "01-losses": ["cross-entropy"] },
    matmul: { "04-autograd": ["matmul"] },
    sumTo: { "04-autograd": ["rules"] },
    norm: { "13-clipping": ["norm"] },
  },
};

type Texts = Readonly<Record<Language, string>>;

/** A lab in which a function has a place, with the mistakes that its tasks recognise. */
export interface Place {
  readonly lab: string;
  readonly title: Texts;
  readonly writes: boolean;
  readonly mistakes: readonly Texts[];
}

interface Lab {
  readonly lab: string;
  readonly title: Texts;
  /** Everything that its files import from our packages, as `@downhill/nn#dense`. */
  readonly imported: ReadonlySet<string>;
  readonly mistakes: readonly { readonly id: string; readonly task: string }[];
  readonly feedback: ReadonlyMap<string, Texts>;
}

const imports = /import (?:type )?\{([^}]*)\} from "(@downhill\/\w+)"/g;

function importedIn(text: string): string[] {
  return [...text.matchAll(imports)].flatMap(([, names = "", from = ""]) =>
    names
      .split(",")
      .map((name) => name.trim().replace(/ as \w+$/, ""))
      .filter((name) => name !== "" && !name.startsWith("type "))
      .map((name) => `${from}#${name}`),
  );
}

const suffix: Texts = { en: ".md", zh: ".zh.md" };

const inBoth = (read: (language: Language) => string): Texts => ({ en: read("en"), zh: read("zh") });

async function readLab(labs: string, lab: string): Promise<Lab> {
  const folder = path.join(labs, lab);
  const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  const files = readdirSync(folder)
    .filter((file) => /^[\w-]+\.ts$|^lesson\.md$/.test(file))
    .concat("key/solution.ts")
    .filter((file) => existsSync(path.join(folder, file)));
  const headings = (language: Language): ReadonlyMap<string, string> =>
    new Map(
      [...read(`key/feedback${suffix[language]}`).matchAll(/^## (.*) \{#([\w-]+)\}$/gm)].map(
        ([, title, id]) => [id!, title!],
      ),
    );
  const [english, chinese] = languages.map(headings);
  const known = (await import(pathToFileURL(path.join(folder, "key/mistakes.ts")).href)) as {
    readonly default: Lab["mistakes"];
  };
  return {
    lab,
    title: inBoth((language) => /^title: "?(.*?)"?$/m.exec(read(`lesson${suffix[language]}`))?.[1] ?? lab),
    imported: new Set(files.flatMap((file) => importedIn(read(file)))),
    mistakes: known.default,
    feedback: new Map([...english!].map(([id, en]) => [id, { en, zh: chinese!.get(id) ?? en }])),
  };
}

/** Lists the labs that a function has a place in. */
export type Places = (kind: Kind, owner: string, name: string) => readonly Place[];

/**
 * Reads the labs once, and then knows the places of each function.
 *
 * @throws {Error} If the table above names a lab or a task that does not exist.
 */
export async function placesIn(root: string): Promise<Places> {
  const folder = path.join(root, "labs");
  const ids = readdirSync(folder).filter(
    (id) => /^\d\d-/.test(id) && existsSync(path.join(folder, id, "lesson.md")),
  );
  const labs: Lab[] = [];
  for (const id of ids.toSorted()) labs.push(await readLab(folder, id));
  for (const { kind, name, lab, task } of named()) {
    const there = labs.find((each) => each.lab === lab);
    if (there?.mistakes.some((mistake) => mistake.task === task) !== true)
      throw new Error(`places.ts: ${kind} ${name}: ${lab} has no task ${task} that knows a mistake.`);
  }
  return (kind, owner, name) =>
    labs.flatMap((lab) => {
      const tasks = taught[kind]?.[name]?.[lab.lab];
      if (tasks === undefined && !lab.imported.has(`@downhill/${owner}#${name}`)) return [];
      const ids = lab.mistakes.filter(({ task }) => tasks?.includes(task)).map(({ id }) => id);
      const mistakes = [...new Set(ids)].flatMap((id) => lab.feedback.get(id) ?? []);
      return [{ lab: lab.lab, title: lab.title, writes: tasks !== undefined, mistakes }];
    });
}

/** Every task of the table above. */
const named = () =>
  Object.entries(taught).flatMap(([kind, functions]) =>
    Object.entries(functions).flatMap(([name, places]) =>
      Object.entries(places).flatMap(([lab, tasks]) => tasks.map((task) => ({ kind, name, lab, task }))),
    ),
  );
