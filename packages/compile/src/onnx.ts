import type { DType, Shape, TypedArray } from "@downhill/tensor";
import { bytes, float, joined, littleEndian, type Message, message, text, whole } from "./protobuf.ts";

/*
 * The part of ONNX's file format that a lowered graph needs. The numbers are those of the fields in onnx.proto, which
 * names what they hold: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** A number of a node's attributes: those marked are floats, the others whole. */
export type OnnxAttribute = number | readonly number[] | string | { readonly float: number };

/** One operator applied to values by their names. An input that is left out is "". */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A name with a shape and a dtype. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType | "int64";
}

/** A value that the file contains. */
export interface OnnxConstant extends OnnxValue {
  readonly data: TypedArray | BigInt64Array;
}

/** A model as data; {@link encodeOnnx} writes it. */
export interface OnnxModel {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: readonly OnnxConstant[];
  readonly nodes: readonly OnnxNode[];
  /** What else the file says, by name. */
  readonly about?: Readonly<Record<string, string>>;
}

/** The version of the operators that a model uses, and the oldest version of the format that has it. */
const opset = 18;
const format = 8;

/** TensorProto.DataType. */
const dtypes = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

/** AttributeProto: the field that holds a value, and AttributeProto.AttributeType. */
function attribute(name: string, value: OnnxAttribute): Message {
  const [fields, type] =
    typeof value === "number"
      ? [[whole(3, value)], 2]
      : typeof value === "string"
        ? [[text(4, value)], 3]
        : "float" in value
          ? [[float(2, value.float)], 1]
          : [value.map((each) => whole(8, each)), 7];
  return [text(1, name), ...fields, whole(20, type)].flat();
}

const node = ({ op, inputs, output, attributes }: OnnxNode): Message =>
  [
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, attribute(name, value))),
  ].flat();

const valueInfo = ({ name, shape, dtype }: OnnxValue): Message => {
  const dimensions = shape.map((length) => message(1, whole(1, length)));
  return [text(1, name), message(2, message(1, whole(1, dtypes[dtype]), message(2, ...dimensions)))].flat();
};

const initializer = ({ name, shape, dtype, data }: OnnxConstant): Message =>
  [
    ...shape.map((length) => whole(1, length)),
    whole(2, dtypes[dtype]),
    text(8, name),
    bytes(9, littleEndian(data)),
  ].flat();

/** The file of a model. */
export function encodeOnnx({
  name,
  inputs,
  outputs,
  constants,
  nodes,
  about = {},
}: OnnxModel): Uint8Array<ArrayBuffer> {
  const graph = [
    ...nodes.map((each) => message(1, node(each))),
    text(2, name),
    ...constants.map((each) => message(5, initializer(each))),
    ...inputs.map((each) => message(11, valueInfo(each))),
    ...outputs.map((each) => message(12, valueInfo(each))),
  ];
  const told = Object.entries(about).map(([key, value]) => message(14, text(1, key), text(2, value)));
  return joined(
    [
      whole(1, format),
      text(2, "downhill"),
      message(7, ...graph),
      message(8, text(1, ""), whole(2, opset)),
      ...told,
    ].flat(),
  );
}
