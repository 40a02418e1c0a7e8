/*
 * The five kernels of a two-layer network. Each has one invocation for each number that it computes, and the first line
 * of main turns the invocation's number into that number's place. Offsets and sizes come as float32, as all numbers do.
 */
const sizes = /* wgsl */ `
struct Sizes { rows: f32, inner: f32, columns: f32, start: f32, weights: f32, bias: f32, step: f32, flag: f32 }
@group(0) @binding(0) var<uniform> s: Sizes;`;

/** y = x W + b, rectified where the flag is 1. */
export const dense = /* wgsl */ `${sizes}
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> w: array<f32>;
@group(0) @binding(3) var<storage, read> b: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(64)
fn dense(@builtin(global_invocation_id) id: vec3<u32>) {
  let columns = u32(s.columns);
  let inner = u32(s.inner);
  if (id.x >= u32(s.rows) * columns) { return; }
  let column = id.x % columns;
  let first = u32(s.start) + id.x / columns * inner;
  let weights = u32(s.weights) + column;
  var total = b[u32(s.bias) + column];
  for (var i = 0u; i < inner; i++) { total += x[first + i] * w[weights + i * columns]; }
  y[id.x] = select(total, max(total, 0.0), s.flag == 1.0);
}`;

/** From scores to the gradient of the mean cross-entropy; also writes each picture's loss. */
export const softmax = /* wgsl */ `${sizes}
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@compute @workgroup_size(64)
fn softmax(@builtin(global_invocation_id) id: vec3<u32>) {
  let rows = u32(s.rows);
  let columns = u32(s.columns);
  if (id.x >= rows) { return; }
  let first = id.x * columns;
  let place = u32(s.step) * rows + id.x;
  let label = u32(labels[place]);
  var highest = scores[first];
  for (var i = 1u; i < columns; i++) { highest = max(highest, scores[first + i]); }
  var total = 0.0;
  for (var i = 0u; i < columns; i++) { total += exp(scores[first + i] - highest); }
  for (var i = 0u; i < columns; i++) {
    let share = exp(scores[first + i] - highest) / total;
    gradient[first + i] = (share - select(0.0, 1.0, i == label)) / s.rows;
  }
  losses[place] = log(total) - (scores[first + label] - highest);
}`;

/** G_W = xᵀ D: the gradient of a layer's weights. */
export const weightGradient = /* wgsl */ `${sizes}
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> d: array<f32>;
@group(0) @binding(3) var<storage, read_write> g: array<f32>;
@compute @workgroup_size(64)
fn weightGradient(@builtin(global_invocation_id) id: vec3<u32>) {
  let columns = u32(s.columns);
  let inner = u32(s.inner);
  if (id.x >= inner * columns) { return; }
  let row = u32(s.start) + id.x / columns;
  let column = id.x % columns;
  var total = 0.0;
  for (var i = 0u; i < u32(s.rows); i++) { total += x[row + i * inner] * d[column + i * columns]; }
  g[u32(s.weights) + id.x] = total;
}`;

/** The column sums of D: the gradient of a layer's bias. */
export const biasGradient = /* wgsl */ `${sizes}
@group(0) @binding(1) var<storage, read> d: array<f32>;
@group(0) @binding(2) var<storage, read_write> g: array<f32>;
@compute @workgroup_size(64)
fn biasGradient(@builtin(global_invocation_id) id: vec3<u32>) {
  let columns = u32(s.columns);
  if (id.x >= columns) { return; }
  var total = 0.0;
  for (var i = 0u; i < u32(s.rows); i++) { total += d[id.x + i * columns]; }
  g[u32(s.bias) + id.x] = total;
}`;

/** D Wᵀ where the unit was above zero: the way back through a rectified layer. */
export const back = /* wgsl */ `${sizes}
@group(0) @binding(1) var<storage, read> d: array<f32>;
@group(0) @binding(2) var<storage, read> w: array<f32>;
@group(0) @binding(3) var<storage, read> h: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64)
fn back(@builtin(global_invocation_id) id: vec3<u32>) {
  let columns = u32(s.columns);
  let inner = u32(s.inner);
  if (id.x >= u32(s.rows) * inner) { return; }
  let first = id.x / inner * columns;
  let weights = u32(s.weights) + id.x % inner * columns;
  var total = 0.0;
  for (var i = 0u; i < columns; i++) { total += d[first + i] * w[weights + i]; }
  out[id.x] = select(0.0, total, h[id.x] > 0.0);
}`;
