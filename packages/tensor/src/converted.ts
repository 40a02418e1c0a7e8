import { arrayOf, type DType, DTypeError, type TypedArray } from "./dtype.ts";

/** Lists may hold true and false too. */
const isTrue = (value: unknown): boolean => value !== 0 && value !== false;

/**
 * Numbers in the array type of a dtype: for bool, 1 if a value is not 0; for int32, without fractions.
 *
 * @throws DTypeError when int32 cannot hold a value.
 */
export function converted(name: string, values: ArrayLike<number>, dtype: DType): TypedArray {
  if (values instanceof arrayOf[dtype] && dtype !== "bool") return values;
  if (dtype === "bool") return Uint8Array.from(values, (value) => Number(isTrue(value)));
  if (dtype === "int32") checkWhole(name, values);
  return arrayOf[dtype].from(values);
}

function checkWhole(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (Math.trunc(value) === (value | 0)) continue;
    throw new DTypeError("not-representable", {
      en: `${name}: int32 cannot hold ${value}, the value at index ${i}; its range is the whole numbers from -2147483648 to 2147483647`,
      zh: `${name}：int32 存不下 ${value}（下标 ${i}）；它只能存 -2147483648 到 2147483647 的整数`,
    });
  }
}
