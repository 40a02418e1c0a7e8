import { describe, expect, test } from "vitest";
import { WgslExec, WgslParser } from "wgsl_reflect/wgsl_reflect.module.js";
import { compileKernel, describeFault, DispatchError, WgslError } from "./index.ts";

const head = `
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
`;
const kernel = (body: string, before = ""): string =>
  `${head}${before}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.x;
  ${body}
}`;

/** What a kernel leaves in y, one invocation for each element. */
function run(body: string, a: readonly number[], before = ""): number[] {
  const y = new Float32Array(a.length);
  compileKernel(kernel(`if (i >= arrayLength(&y)) { return; } ${body}`, before)).run({
    buffers: [Float32Array.from(a), y],
    workgroups: Math.ceil(a.length / 64),
  });
  return [...y];
}

const complaint = (code: string): WgslError => {
  try {
    compileKernel(code);
  } catch (error) {
    if (error instanceof WgslError) return error;
    throw error;
  }
  throw new Error("no complaint");
};

describe("values", () => {
  test("float32 arithmetic rounds each result", () => {
    expect(run("y[i] = a[i] + 1e-8;", [1])).toEqual([1]);
    expect(run("y[i] = 0.1 * a[i];", [3])).toEqual([Math.fround(Math.fround(0.1) * 3)]);
  });

  test("integers are of 32 bits, and a quotient by 0 is the dividend", () => {
    expect(run("y[i] = f32(4000000000u + 500000000u);", [0])).toEqual([Math.fround(205032704)]);
    expect(run("let k = 7u; y[i] = f32(k / (i + 2u)) + f32(k % (i + 4u));", [0])).toEqual([6]);
    expect(run("let zero = i; y[i] = f32(9u / zero);", [0])).toEqual([9]);
    expect(run("y[i] = f32(-7 / 2) + f32(1 << 4u) + f32(6 & 3);", [0])).toEqual([15]);
    expect(run("y[i] = f32(u32(-3.5 * a[i]));", [1])).toEqual([0]);
  });

  test("tighter signs bind first, and parentheses before all", () => {
    expect(run("y[i] = 2.0 + 3.0 * a[i] - 8.0 / 2.0;", [5])).toEqual([13]);
    expect(run("y[i] = select(0.0, 1.0, 1.0 + 1.0 == 2.0 && !(a[i] < 3.0));", [5, 1])).toEqual([1, 0]);
    expect(run("y[i] = -a[i] * (2.0 - 5.0);", [2])).toEqual([6]);
  });

  test("literals take the type of the other operand", () => {
    expect(run("var x: f32 = 1; x += 2; y[i] = x;", [0])).toEqual([3]);
    expect(run("const size = 3; y[i] = f32(i + size);", [0])).toEqual([3]);
  });

  test("loops, branches, own functions and constants", () => {
    expect(run("for (var k = 0u; k < 4u; k++) { if (k == 2u) { continue; } y[i] += a[i]; }", [2])).toEqual([
      6,
    ]);
    expect(run("var k = 0; while (k < 10) { k += 3; if (k > 5) { break; } } y[i] = f32(k);", [0])).toEqual([
      6,
    ]);
    expect(run("var k = 0; loop { k++; if (k == 5) { break; } } y[i] = f32(k);", [0])).toEqual([5]);
    const before =
      "const two = 2.0;\nfn power(x: f32, n: u32) -> f32 { var p = 1.0; for (var k = 0u; k < n; k++) { p *= x; } return p; }";
    expect(run("y[i] = power(two, 3u) + power(a[i], 2u);", [3], before)).toEqual([17]);
    expect(
      run(
        "if (a[i] < 0.0) { y[i] = 1.0; } else if (a[i] < 5.0) { y[i] = 2.0; } else { y[i] = 3.0; }",
        [-1, 1, 9],
      ),
    ).toEqual([1, 2, 3]);
  });

  test("structs in uniforms, comments in code", () => {
    const code = `struct Two { first: f32, second: u32 } // a line
      /* a block /* with another */ in it */
      @group(0) @binding(0) var<uniform> two: Two;
      @group(0) @binding(1) var<storage, read_write> y: array<f32, 2>;
      @compute @workgroup_size(1) fn main() { y[1] = two.first + f32(two.second); }`;
    const [two, y] = [new Float32Array([0.5, 0]), new Float32Array(2)];
    new Uint32Array(two.buffer)[1] = 3;
    compileKernel(code).run({ buffers: [two, y], workgroups: 1 });
    expect([...y]).toEqual([0, 3.5]);
  });

  test("an invocation knows its position in three directions", () => {
    const code = `@group(0) @binding(0) var<storage, read_write> y: array<u32>;
      @compute @workgroup_size(2, 2)
      fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(workgroup_id) group: vec3<u32>,
        @builtin(local_invocation_index) own: u32, @builtin(num_workgroups) groups: vec3<u32>) {
        y[id.x + id.y * 2u * groups.x] = 100u * group.x + 10u * group.y + own;
      }`;
    const y = new Uint32Array(16);
    const { invocations, faultCount } = compileKernel(code).run({ buffers: [y], workgroups: [2, 2, 1] });
    expect([invocations, faultCount]).toEqual([16, 0]);
    expect([...y]).toEqual([0, 1, 100, 101, 2, 3, 102, 103, 10, 11, 110, 111, 12, 13, 112, 113]);
  });
});

describe("constants and names", () => {
  test("literals without a type have 64 bits until they meet one", () => {
    expect(run("const big = 0xFFFFFFFF & 0xFF00; y[i] = f32(big);", [0])).toEqual([0xff00]);
    expect(run("let x: u32 = 1 << 31; y[i] = f32(x);", [0])).toEqual([2 ** 31]);
    expect(run("y[i] = f32((1 << 40) / (1 << 38));", [0])).toEqual([4]);
    expect(run("y[i] = f32(0u - 1u);", [0])).toEqual([2 ** 32]);
  });

  test("declarations outside functions may be in any order, and shadow WGSL's own", () => {
    expect(run("y[i] = b;", [0], "const b = c * 2.0;\nconst c = 1.5;")).toEqual([3]);
    expect(run("y[i] = sqrt(a[i]);", [5], "fn sqrt(x: f32) -> f32 { return 2.0 * x; }")).toEqual([10]);
  });

  test("a place has parts by name and by number, and may have another name", () => {
    expect(run("let j = id; y[id[0]] = f32(j.x + j[1] + id.g);", [0, 0])).toEqual([0, 1]);
  });

  test("a power is 2 to y log x, so a negative base has none", () => {
    const found = run("y[i] = pow(a[i], 2.0);", [-2, 0, 3]);
    expect(found).toEqual([NaN, 0, 9]);
    expect(run("y[i] = pow(a[i], a[i]);", [0])).toEqual([NaN]);
  });
});

describe("against wgsl_reflect's interpreter", () => {
  // Workgroups of 8: of a size with two digits, version 1.6.0 reads the first.
  const size = 128;
  const bodies = [
    "y[i] = a[i] * a[i] - 3.0 * a[i] + 0.25;",
    "y[i] = sqrt(abs(a[i])) / (exp(-a[i]) + 1.0);",
    "y[i] = max(min(a[i], 0.5), -0.5) + floor(a[i]) * ceil(a[i]);",
    "var total = 0.0; for (var k = 0u; k <= i % 5u; k++) { total += a[(i + k) % 128u]; } y[i] = total;",
    "let left = a[(i + 127u) % 128u]; let right = a[(i + 1u) % 128u]; if (left > right) { y[i] = left - right; } else { y[i] = pow(abs(right), 1.5); }",
    "y[i] = clamp(tanh(a[i]) * log(2.0 + abs(a[i])), -0.75, 0.75) + fract(abs(a[i]));",
  ];

  test.each(bodies)("%s", (body) => {
    const code = kernel(body).replace("workgroup_size(64)", "workgroup_size(8)");
    const a = Float32Array.from({ length: size }, (_, i) => 3 * Math.sin(7.3 * i));
    const [ours, theirs] = [new Float32Array(size), new Float32Array(size)];
    compileKernel(code).run({ buffers: [a, ours], workgroups: size / 8 });
    new WgslExec(new WgslParser().parse(code)).dispatchWorkgroups("main", size / 8, {
      0: { 0: a, 1: theirs },
    });
    // Theirs rounds when it stores, ours after each operation, as a GPU does.
    ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 4));
    expect(ours.some((value) => value !== 0)).toBe(true);
  });
});

describe("faults", () => {
  const facts = (body: string, length = 100) => {
    const [x, y] = [new Float32Array(length), new Float32Array(length)];
    return compileKernel(kernel(body)).run({ buffers: [x, y], workgroups: Math.ceil(length / 64) });
  };

  test("for an access outside a buffer, the fault names the invocation, the element and the line", () => {
    const { faults, faultCount } = facts("y[i] = 1.0;");
    expect(faultCount).toBe(28);
    expect(describeFault(faults[0]!)).toEqual({
      en: "line 8: invocation 100 writes y[100], but y has 100 elements",
      zh: "第 8 行：第 100 号调用写了 y[100]，但 y 只有 100 个元素",
    });
    expect(describeFault(facts("y[i] = 1.0;", 1).faults[0]!).en).toBe(
      "line 8: invocation 1 writes y[1], but y has 1 element",
    );
    expect(facts("if (i < 100u) { y[i] = a[i + 1u]; }").faults[0]).toMatchObject({
      access: "read",
      index: 100,
    });
    expect(facts("if (i < 100u) { y[i] = a[i32(i) - 1]; }").faults[0]).toMatchObject({ index: -1 });
  });

  test("a fault changes nothing and reads zero", () => {
    const y = new Float32Array([5]);
    compileKernel(kernel("y[i + 7u] = 1.0; if (i == 0u) { y[0] += a[9]; }")).run({
      buffers: [new Float32Array(1), y],
      workgroups: 1,
    });
    expect([...y]).toEqual([5]);
  });

  test("two invocations that write one element race, across workgroups too", () => {
    const { faults, faultCount } = facts("y[i % 64u] = 1.0;", 128);
    expect(faultCount).toBe(64);
    expect(faults[0]).toMatchObject({ kind: "race", index: 0, invocation: [64, 0, 0], other: [0, 0, 0] });
  });

  test("a read and a write of one element race in either order", () => {
    expect(facts("if (i == 3u) { y[0] = 1.0; } else if (i == 5u) { y[1] = y[0]; }").faults).toMatchObject([
      { kind: "race", access: "read", index: 0 },
    ]);
    expect(facts("if (i == 5u) { y[0] = 1.0; } else if (i == 3u) { y[1] = y[0]; }").faults).toMatchObject([
      { kind: "race", access: "write", index: 0 },
    ]);
  });

  test("all may read one element, and each may use its own repeatedly", () => {
    expect(facts("if (i < 100u) { y[i] = a[0]; y[i] += a[0]; y[i] *= y[i]; }").faultCount).toBe(0);
  });

  test("bytes are counted for each access, and unwritten outputs are reported", () => {
    const { traffic, unwritten } = facts("if (i < 90u) { y[i] = a[i] + a[i]; }");
    expect(traffic.get("a")).toEqual({ read: 720, written: 0 });
    expect(traffic.get("y")).toEqual({ read: 0, written: 360 });
    expect(unwritten.get("y")).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });

  test("the race names two invocations that touched the element, whichever others read it", () => {
    const { faults } = facts(
      "if (i == 3u || i == 4u) { y[50u + i] = y[0]; } else if (i == 9u) { y[0] = 1.0; }",
    );
    expect(faults).toMatchObject([{ index: 0, invocation: [9, 0, 0], other: [3, 0, 0] }]);
    const own = facts("if (i == 3u || i == 4u) { y[50u + i] = y[0]; } if (i == 3u) { y[0] = 1.0; }").faults;
    expect(own).toMatchObject([{ access: "read", invocation: [4, 0, 0], other: [3, 0, 0] }]);
  });

  test("an endless loop is stopped", () => {
    expect(() => facts("var k = 1u; while (k > 0u) { k = 1u; }")).toThrow(/line 8: the loop was stopped/);
  });

  test("a buffer that is missing or too short is named", () => {
    const made = compileKernel(kernel("y[i] = a[i];"));
    expect(() => made.run({ buffers: [new Float32Array(1)], workgroups: 1 })).toThrow(
      /y is declared at @binding\(1\)/,
    );
  });
});

describe("an invalid dispatch is refused in both languages", () => {
  const made = compileKernel(kernel("if (i < 2u) { y[i] = 1.0; }"));
  const buffers = [new Float32Array(2), new Float32Array(2)];
  const refusal = (workgroups: unknown): DispatchError => {
    try {
      made.run({ buffers, workgroups: workgroups as number });
    } catch (error) {
      if (error instanceof DispatchError) return error;
      throw error;
    }
    throw new Error("no refusal");
  };

  test.each([
    [
      970 / 64,
      /15\.15625 workgroups were requested; give a whole number from 0 to 65535, such as Math\.ceil/,
    ],
    [undefined, /undefined workgroups/],
    [-1, /-1 workgroups/],
    [65_536, /65536 workgroups/],
    [NaN, /NaN workgroups/],
    ["16", /16 workgroups/],
    [[1, 2], /\[1, 2\] workgroups/],
    [[1, undefined, 1], /undefined workgroups/],
    [
      62_080,
      /62080 × 1 × 1 workgroups of 64 × 1 × 1 are 3973120 invocations, but the course.s interpreter runs at most 1048576/,
    ],
  ])("%s", (workgroups, message) => {
    expect(refusal(workgroups).message).toMatch(message);
    expect(refusal(workgroups).zh).toMatch(/^dispatch：.*\p{Script=Han}/u);
  });

  test("no workgroups do nothing", () => {
    const y = new Float32Array(2);
    expect(made.run({ buffers: [buffers[0], y], workgroups: 0 }).invocations).toBe(0);
    expect([...y]).toEqual([0, 0]);
  });

  test("a value that is not a string is not a kernel", () => {
    const found = complaint(undefined as unknown as string);
    expect(found.message).toBe(
      "WGSL line 1: expected a program, got undefined; a kernel is a string, in backquotes",
    );
    expect(found.zh).toMatch(/得到的是 undefined；内核就是它的代码文本/);
  });
});

describe("complaints name the line and the remedy", () => {
  const table: readonly [body: string, message: RegExp][] = [
    ["let x = 3", /";" is missing here: "\}" comes instead/],
    ["let x = ;", /a value is missing here/],
    ["let x = i + 1.0;", /u32 \+ abstract-float: WGSL does not convert types implicitly; write u32\(…\)/],
    ["y[i] = i;", /f32 is expected here, but this is u32; write f32\(…\)/],
    ["let x = a[i] * i;", /write f32\(…\) around the u32/],
    ["a[i] = 1.0;", /a is read-only; declare it as var<storage, read_write>/],
    ["let x = 1.0; x = 2.0;", /x cannot change; declare it with var/],
    ["y[1.5] = 1.0;", /an index must be a u32 or i32/],
    ["y[i] = b[i];", /b is not declared here/],
    ["y = 1.0;", /cannot be assigned as a whole/],
    ["y[i] = id;", /vec3<u32>; use a part of it, such as \.x/],
    ["y[i] = a;", /array<f32>; use a part of it, such as \[i\]/],
    ["let x = id.w;", /not \.w/],
    ["if (a[i]) { y[i] = 1.0; }", /bool is expected here, but this is f32/],
    ["let from = 1.0;", /from is a reserved word of WGSL/],
    ["y[i] = sqroot(a[i]);", /there is no function sqroot/],
    ["y[i] = sqrt(a[i], 1.0);", /sqrt takes 1 values, but got 2/],
    ["break;", /break belongs in a loop/],
    ["let x = 1.0; let x = 2.0;", /x is declared twice/],
    ["return 1.0;", /this function returns nothing/],
    ["let x = 1.0 $ 2.0;", /WGSL has no character \$/],
    ["let x: u32 = -1;", /-1 is not a u32/],
    ["switch i { case 1u: { } }", /a switch needs a default; add default: \{ \}/],
    ["loop { continuing { } }", /never ends; add a condition or a break/],
    ["loop { break; continuing { break; } }", /break cannot leave continuing; write break if …; at its end/],
    ["if (i > 0u) { break if true; }", /break if is allowed only at the end of continuing/],
    ["var<workgroup> t: f32;", /var<workgroup> belongs outside functions; move it before the fn/],
    ["let q = &i;", /only a variable or a part of one has an address; declare it with var/],
    ["let q = &y[i]; y[i] = q;", /a pointer is not a number; write \* before it/],
    ["let v = vec4(1.0, 2.0);", /vec4<abstract-float>\(abstract-float, abstract-float\): it takes 4 numbers/],
    ["var v = vec2f(); v.xy = v.yx;", /several components cannot be assigned to at once; assign \.x/],
    ["let t = array<f32, 2>(1.0);", /array<f32, 2> takes 2 values, but got 1/],
    ["let s = State(1.0, 2.0);", /there is no struct State; declare it outside functions: struct State/],
    ["let x = sqr(a[i]);", /there is no function sqr; did you mean sqrt\?/],
    [
      "let x = square(a[i]);",
      /there is no function square; check its spelling, or define it outside this one/,
    ],
    ["sqrt(a[i]);", /the value of sqrt is not used/],
    ["let id = i;", /id is declared twice; rename one/],
    ["y[i] = f32(i << 2u + 1u);", /does not mix << and \+ without parentheses; put \( \)/],
    ["if (i > 1u && i < 9u || i == 0u) { }", /does not mix && and \|\| without/],
    ["var x = 1.0; x++;", /\+\+ needs an integer, but this is f32; write \+= 1\.0/],
    ["loop { }", /never ends; add a condition or a break/],
    ["y[-1] = 1.0;", /there is no element -1; indices start at 0/],
    ["let x = 3000000000;", /3000000000 does not fit i32, which ends at 2147483647/],
    ["let x = 1.0 / 0.0;", /this constant is beyond f64, which ends at 1\.8e308/],
    ["let x = 1e40f;", /1e\+40 does not fit f32, which ends at 3\.4e38/],
    ["let x = 0.0 / 0.0;", /not a number \(NaN\), which WGSL rejects/],
    ["let x = i / 0u;", /\/ 0 with integers/],
    ["let x = i << 32u;", /cannot be shifted by 32; shift by at most 31/],
    ["let x = sqrt(-1.0);", /sqrt needs x >= 0, but these constants do not satisfy it/],
    ["let x = clamp(a[i], 2.0, 1.0);", /clamp needs low <= high/],
    ["let x = 010;", /010 begins with 0, which WGSL refuses/],
    ["let x = sign(i);", /sign does not take u32/],
    ["let sqrt = 1.0; y[i] = sqrt(2.0);", /sqrt is a variable here, so it cannot be called/],
    ["y[i] = constructor(1.0);", /there is no function constructor/],
    ["let x = 1.0；", /no character ；; write ; \(half-width\)/],
    ["let x = （1.0);", /no character （; write \( \(half-width\)/],
    ["let x = i > 3u ? 1.0 : 2.0;", /no \? :; write select\(no, yes, condition\)/],
    ["let f32 = 1.0; var x: f32 = 2.0;", /f32 is the name of something else in this program/],
    ["let x\u3000= 1.0;", /an invisible character U\+3000/],
  ];
  test.each(table)("%s", (body, message) => {
    const { line, message: en, zh } = complaint(kernel(body));
    expect(en).toMatch(message);
    expect(line).toBe(8);
    expect(zh).toMatch(/^WGSL 第 8 行：.*\p{Script=Han}/u);
  });

  test("outside functions", () => {
    expect(complaint("hello").message).toMatch(/line 1: "hello" is not allowed outside functions/);
    expect(complaint(`${kernel("")}\n}`).message).toMatch(/"\}" is not allowed outside/);
    expect(complaint("fn f() {}").message).toMatch(/no compute kernel; write @compute/);
    expect(complaint("@compute fn f() {}").message).toMatch(/@workgroup_size\(64\)/);
    expect(complaint("var<storage> x: array<f32>;").message).toMatch(/declare a buffer like this/);
    expect(complaint("@compute @workgroup_size(64) fn f(i: u32) {}").message).toMatch(
      /@builtin\(global_invocation_id\)/,
    );
    expect(complaint(kernel("", "fn f() -> f32 { if (true) { return 1.0; } }")).message).toMatch(
      /line 4: f must return f32 on every path/,
    );
    expect(complaint(kernel("", "struct f { x: f32 }\nfn f() { }")).message).toMatch(
      /line 5: f is declared twice/,
    );
    expect(complaint(kernel("", "fn f(x: f32) { let x = 1.0; }")).message).toMatch(/x is declared twice/);
    expect(complaint(kernel("", "const k = k + 1;")).message).toMatch(/k is defined in terms of itself/);
    expect(complaint(kernel("", "@foo fn f() { }")).message).toMatch(/WGSL has no attribute @foo/);
    expect(complaint(kernel("", "@group(0) fn f() { }")).message).toMatch(/@group does not belong here/);
    expect(complaint(kernel("", "alias F = G;\nalias G = F;")).message).toMatch(/stands for itself/);
    expect(complaint("enable foo;").message).toMatch(/WGSL has no extension foo; remove the line/);
    expect(complaint("enable f16;").message).toMatch(/f16 must be requested of the device first/);
    expect(
      complaint("@compute @workgroup_size(8) fn f(@builtin(global_invocation_id) id: vec3<i32>) { }").message,
    ).toMatch(/global_invocation_id is a vec3<u32>, not vec3<i32>; write id: vec3<u32>/);
    expect(complaint(kernel("let x = b;", "struct S { x: f32 }")).message).toMatch(/b is not declared here/);
    expect(complaint(kernel("", "@group(0) @binding(2) var<storage> z: array<bool>;")).message).toMatch(
      /a buffer cannot hold bool; declare z as u32/,
    );
    expect(complaint("@compute @workgroup_size(1, 1, 65) fn f() { }").message).toMatch(/at most 64 in z/);
    expect(complaint("/* never").message).toMatch(/comment never ends/);
    expect(complaint(kernel("y[i] = f(1.0);", "fn f(x: f32) -> f32 { return f(x); }")).message).toMatch(
      /calls itself/,
    );
    expect(
      complaint(kernel("y[i] = z[i];", "@group(0) @binding(1) var<storage, read> z: array<f32>;")).message,
    ).toMatch(/two variables have @binding\(1\)/);
  });
});

test("an unknown limit is refused", () => {
  expect(() => compileKernel("", { maxStorageBuffers: 10 } as object)).toThrow(
    'there is no option "maxStorageBuffers"; did you mean maxStorageBuffersPerShaderStage? it takes maxStorageBuffersPerShaderStage',
  );
});
