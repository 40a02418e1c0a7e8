import { type DType, ops, sizeOf } from "@downhill/tensor";

/** A tensor on the host, so that every backend gets the same one. */
export class Host {
  readonly values: readonly number[];
  readonly shape: readonly number[];
  readonly dtype: DType;

  constructor(values: readonly number[], shape: readonly number[], dtype: DType) {
    this.values = values;
    this.shape = shape;
    this.dtype = dtype;
  }

  /** Smaller numbers, that float32 holds. */
  within(limit: number): Host {
    return new Host(
      this.values.map((value) => value % limit),
      this.shape,
      this.dtype,
    );
  }
}

/** One random call: an operation's name, and its arguments, tensors among them as {@link Host}. */
export type Application = readonly [name: string, ...args: unknown[]];

type Random = (below: number) => number;
type Shape = readonly number[];

/** A linear congruential generator, so that a failure can be run again by its seed. */
export function randomFrom(seed: number): Random {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 33n) % below;
  };
}

const dtypes = ["float32", "int32", "bool"] as const;
const lengths = [0, 1, 1, 2, 3, 4, 5, 7, 8, 13, 17, 31, 300];

const some = <T>(random: Random, among: readonly T[]): T => among[random(among.length)]!;
const shapeOf = (random: Random, least = 0): Shape => {
  const shape = Array.from({ length: least + random(5 - least) }, () => some(random, lengths));
  return sizeOf(shape) <= 3000 ? shape : shape.slice(0, Math.max(least, 2));
};

function host(random: Random, shape: Shape, dtype: DType = some(random, dtypes)): Host {
  const scale = some(random, dtype === "int32" ? [5, 5, 2 ** 31 - 1] : [5, 5, 100_000]);
  const value = (): number => {
    if (dtype === "bool") return random(2);
    const whole = random(2 * scale + 1) - scale;
    return dtype === "int32" ? whole : whole / 4;
  };
  return new Host(Array.from({ length: sizeOf(shape) }, value), shape, dtype);
}
const indices = (random: Random, shape: Shape, below: number): Host =>
  new Host(
    Array.from({ length: sizeOf(shape) }, () => random(below)),
    shape,
    "int32",
  );

/** The same shape with some axes of length 1, or without its first ones. */
const stretchable = (random: Random, shape: Shape): Shape =>
  shape.map((length) => (random(3) === 0 ? 1 : length)).slice(random(3) === 0 ? random(shape.length + 1) : 0);
const axesOf = (random: Random, shape: Shape): readonly number[] =>
  shape.flatMap((_, axis) => (random(2) === 0 ? [axis] : []));
const filled = (shape: Shape): Shape => shape.map((length) => Math.max(1, length));

type Family = (random: Random, name: string) => Application;

const alone: Family = (random, name) => [name, host(random, shapeOf(random))];
const pair: Family = (random, name) => {
  const [shape, dtype] = [shapeOf(random), some(random, dtypes)];
  const other = random(16) === 0 ? some(random, dtypes) : dtype;
  return [name, host(random, shape, dtype), host(random, stretchable(random, shape), other)];
};
const over: Family = (random, name) => {
  const shape = filled(shapeOf(random));
  return [name, host(random, shape), { axes: axesOf(random, shape), keepDims: random(2) === 0 }];
};
const along: Family = (random, name) => {
  const shape = filled(shapeOf(random, 1));
  return [name, host(random, shape), random(shape.length)];
};
const image = (random: Random): Shape => [1 + random(2), 3 + random(5), 3 + random(5), 1 + random(5)];
const strides = (random: Random): Shape => [1 + random(2), 1 + random(2)];
const pool: Family = (random, name) => [
  name,
  host(random, image(random)),
  { size: [1 + random(3), 1 + random(3)], strides: strides(random) },
];

const several: Readonly<Record<string, Family>> = {
  where: (random, name) => {
    const [shape, dtype] = [shapeOf(random), some(random, dtypes)];
    const [a, b] = [host(random, shape, dtype), host(random, stretchable(random, shape), dtype)];
    return [name, host(random, stretchable(random, shape)), a, b];
  },
  cumsum: (random, name) => {
    const [, x, axis] = along(random, name);
    return [name, x, { axis, exclusive: random(2) === 0, reverse: random(2) === 0 }];
  },
  flip: (random, name) => {
    const shape = shapeOf(random);
    return [name, host(random, shape), axesOf(random, shape)];
  },
  transpose: (random, name) => {
    const shape = shapeOf(random);
    const order = shape.map((_, axis) => axis);
    for (let i = order.length - 1; i > 0; i--) {
      const j = random(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return [name, host(random, shape), order];
  },
  slice: (random, name) => {
    const shape = filled(shapeOf(random, 1));
    const steps = shape.map(() => some(random, [1, 1, 2, -1, -2, 3]));
    const size = shape.map((length, axis) => 1 + random(Math.ceil(length / Math.abs(steps[axis]!))));
    const begin = shape.map((length, axis) => {
      const span = (size[axis]! - 1) * Math.abs(steps[axis]!);
      const first = random(length - span);
      return steps[axis]! < 0 ? first + span : first;
    });
    return [name, host(random, shape), { begin, size, steps }];
  },
  pad: (random, name) => {
    const shape = shapeOf(random);
    const counts = () => shape.map(() => random(3));
    return [
      name,
      host(random, shape),
      { before: counts(), after: counts(), between: counts(), value: random(2) },
    ];
  },
  concat: (random, name) => {
    const [shape, dtype] = [shapeOf(random, 1), some(random, dtypes)];
    const axis = random(shape.length);
    const other = shape.with(axis, random(5));
    return [name, host(random, shape, dtype), host(random, other, dtype), { axis }];
  },
  stack: (random, name) => {
    const [shape, dtype] = [shapeOf(random), some(random, dtypes)];
    return [name, host(random, shape, dtype), host(random, shape, dtype), { axis: random(shape.length + 1) }];
  },
  broadcastTo: (random, name) => {
    const shape = shapeOf(random);
    return [name, host(random, stretchable(random, shape)), shape];
  },
  reshape: (random, name) => [name, host(random, shapeOf(random)), [-1]],
  gather: (random, name) => {
    const shape = filled(shapeOf(random, 1));
    const axis = random(shape.length);
    return [name, host(random, shape), indices(random, shapeOf(random).slice(0, 2), shape[axis]!), { axis }];
  },
  scatterAdd: (random, name) => {
    const [shape, rows] = [filled(shapeOf(random, 1)), 1 + random(5)];
    return [name, host(random, shape), indices(random, shape.slice(0, 1), rows), rows];
  },
  takeAlong: (random, name) => {
    const shape = filled(shapeOf(random, 1));
    const axis = random(shape.length);
    return [name, host(random, shape), indices(random, shape.with(axis, 1 + random(4)), shape[axis]!), axis];
  },
  oneHot: (random, name) => {
    const depth = 1 + random(9);
    return [
      name,
      indices(random, shapeOf(random).slice(0, 2), depth),
      { depth, dtype: some(random, dtypes) },
    ];
  },
  cast: (random, name) => [name, host(random, shapeOf(random)), some(random, dtypes)],
  matmul: (random, name) => {
    const dtype = some(random, dtypes);
    const [m, k, n] = [some(random, lengths), some(random, lengths), some(random, lengths)];
    const batch = random(3) === 0 ? [1 + random(3)] : [];
    const [transposeA, transposeB] = [random(2) === 0, random(2) === 0];
    const a = [...batch, ...(transposeA ? [k, m] : [m, k])];
    return [
      name,
      host(random, a, dtype),
      host(random, transposeB ? [n, k] : [k, n], dtype),
      { transposeA, transposeB },
    ];
  },
  conv2d: (random, name) => {
    const [x, dtype] = [image(random), some(random, dtypes)];
    const filter = [1 + random(3), 1 + random(3), x[3]!, 1 + random(4)];
    return [name, host(random, x, dtype), host(random, filter, dtype), { strides: strides(random) }];
  },
  sort: (random, name) => {
    const shape = shapeOf(random, 1);
    return [name, host(random, shape), { axis: random(shape.length), descending: random(2) === 0 }];
  },
  argSort: (random, name) => {
    const shape = shapeOf(random, 1);
    return [name, host(random, shape), { axis: random(shape.length), descending: random(2) === 0 }];
  },
  topK: (random, name) => {
    const shape = filled(shapeOf(random, 1));
    return [name, host(random, shape), 1 + random(Math.min(4, shape.at(-1)!))];
  },
};

const families: readonly (readonly [Family, string])[] = [
  [
    alone,
    "neg exp log1p sqrt sin cos tanh relu abs sign floor ceil round erf square sigmoid gelu identity logicalNot",
  ],
  [
    pair,
    "add sub mul div pow maximum minimum equal notEqual greater greaterEqual less lessEqual logicalAnd logicalOr",
  ],
  [over, "sum mean max min prod any all variance"],
  [along, "argMax argMin"],
  [pool, "maxPool avgPool patches"],
];

const table: readonly Application[0][] = [
  ...families.flatMap(([, names]) => names.split(" ")),
  ...Object.keys(several),
  ...Object.keys(several),
];

/** A random application of a random operation. */
export function randomApplication(random: Random): Application {
  const name = some(random, table);
  const family = several[name] ?? families.find(([, names]) => names.split(" ").includes(name))![0];
  const application = family(random, name);
  return ops[name as keyof typeof ops].def.takes === "float"
    ? (application.map((arg) => (arg instanceof Host ? arg.within(100_000) : arg)) as unknown as Application)
    : application;
}
