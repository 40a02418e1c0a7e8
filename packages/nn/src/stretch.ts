import { type Bilingual, type Shape, ShapeError, showShape } from "@downhill/tensor";

/** @throws ShapeError unless a tensor of one shape broadcasts to the other, and the result has that other shape. */
export function checkStretch(owner: string, name: string, from: Shape, to: Shape, remedy: Bilingual): void {
  const behind = to.toReversed();
  if (
    from.length <= to.length &&
    from.toReversed().every((length, i) => length === 1 || length === behind[i])
  )
    return;
  const [own, goal] = [showShape(from), showShape(to)];
  throw new ShapeError("no-broadcast", {
    en: `${owner}: ${name} is ${own}, which does not stretch to ${goal}; ${remedy.en}`,
    zh: `${owner}：${name} 的形状是 ${own}，无法扩展为 ${goal}；${remedy.zh}`,
  });
}
