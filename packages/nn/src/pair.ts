import {
  checkTensor,
  DTypeError,
  sameShape,
  ShapeError,
  showShape,
  sizeOf,
  type Tensor,
} from "@downhill/tensor";

const isFloat = ({ dtype }: Tensor): boolean => dtype === "float64" || dtype === "float32";

/**
 * Checks that two tensors can be compared element by element.
 *
 * @throws ShapeError when the shapes differ or are empty; DTypeError when the dtypes differ or are not floating.
 */
export function checkPair(loss: string, pair: Readonly<Record<string, Tensor>>): void {
  const [[firstName, first], [secondName, second]] = Object.entries(pair) as [
    [string, Tensor],
    [string, Tensor],
  ];
  checkFloat(loss, firstName, first);
  checkTensor(loss, secondName, second);
  if (second.dtype !== first.dtype) {
    throw new DTypeError("dtype-mismatch", {
      en: `${loss}: ${firstName} is ${first.dtype} and ${secondName} is ${second.dtype}; use cast(${secondName}, "${first.dtype}")`,
      zh: `${loss}：${firstName} 是 ${first.dtype}，${secondName} 是 ${second.dtype}；请使用 cast(${secondName}, "${first.dtype}")`,
    });
  }
  if (!sameShape(first.shape, second.shape)) {
    const [a, b] = [showShape(first.shape), showShape(second.shape)];
    const remedy =
      sizeOf(first.shape) === sizeOf(second.shape)
        ? { en: `use reshape(${secondName}, ${a})`, zh: `请使用 reshape(${secondName}, ${a})` }
        : { en: "give one target per prediction", zh: "请为每个预测给出一个目标" };
    throw new ShapeError("shape-mismatch", {
      en: `${loss}: ${firstName} ${a} and ${secondName} ${b} must have the same shape; ${remedy.en}`,
      zh: `${loss}：${firstName} 的形状是 ${a}，${secondName} 的形状是 ${b}，两者必须相同；${remedy.zh}`,
    });
  }
  checkFilled(loss, firstName, first);
}

/** @throws DTypeError unless the tensor has a floating dtype. */
export function checkFloat(loss: string, name: string, x: Tensor): void {
  checkTensor(loss, name, x);
  if (!isFloat(x)) {
    throw new DTypeError("not-floating", {
      en: `${loss}: ${name} is ${x.dtype}, but must be floating; use cast(${name}, "${x.backend.float}")`,
      zh: `${loss}：${name} 是 ${x.dtype}，应为浮点数；请使用 cast(${name}, "${x.backend.float}")`,
    });
  }
}

/** @throws ShapeError when the tensor has no elements: a mean of nothing is not a number. */
export function checkFilled(loss: string, name: string, x: Tensor): void {
  if (x.size === 0) {
    throw new ShapeError("empty", {
      en: `${loss}: ${name} is ${showShape(x.shape)}, which has no elements to average; give at least one example`,
      zh: `${loss}：${name} 的形状是 ${showShape(x.shape)}，没有可以求平均的元素；请至少给出一个样本`,
    });
  }
}
