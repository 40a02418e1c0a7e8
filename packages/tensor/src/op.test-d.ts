import { expectTypeOf } from "vitest";
import { add, argMax, matmul, mean, relu, reshape, type Tensor, treeMap, zeros, zerosLike } from "./index.ts";

const x = zeros([2]);

// An op is an ordinary function: the array methods and treeMap take it as it is.
expectTypeOf([x, x].reduce(add)).toEqualTypeOf<Tensor>();
expectTypeOf([x, x].map(relu)).toEqualTypeOf<Tensor[]>();
expectTypeOf([x, x].map(argMax)).toEqualTypeOf<Tensor[]>();

const params = { w: x, layers: [{ b: x }] } as const;
expectTypeOf(treeMap(add, params, params)).toEqualTypeOf(params);
expectTypeOf(treeMap(relu, params)).toEqualTypeOf(params);
expectTypeOf(treeMap(zerosLike, params)).toEqualTypeOf(params);

// One without attributes has none.
expectTypeOf<Parameters<typeof add>["length"]>().toEqualTypeOf<2>();
// @ts-expect-error relu takes no options
relu(x, { inplace: true });
// @ts-expect-error add takes two
add(x, x, x);
mean(x, { axes: 0 });
matmul(x, x);
// @ts-expect-error a shape must be given
reshape(x);
// @ts-expect-error an index is not a record of options
[x].map(mean);
