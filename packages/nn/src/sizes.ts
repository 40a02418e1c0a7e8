/** @throws RangeError unless every size is a whole number from 1 on. */
export function checkSizes(name: string, sizes: readonly number[]): void {
  const wrong = sizes.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) {
    throw new RangeError(`${name}: ${wrong} is not a size; give whole numbers from 1 on`);
  }
}
