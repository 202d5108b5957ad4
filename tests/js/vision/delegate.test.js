/** Where the landmarker runs: when the graphics hardware is tried, and when it is taken. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  SAMPLES,
  TRIAL,
  agree,
  chosen,
  isHardware,
  isWorthTrying,
} from "../../../static/js/vision/delegate.js";

const REAL = [
  "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)",
  "ANGLE (NVIDIA, NVIDIA GeForce GTX 1650 Direct3D11 vs_5_0 ps_5_0, D3D11)",
  "ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)",
  "Apple GPU",
  "Mali-G57",
  "Adreno (TM) 618",
];
const SOFTWARE = [
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
  "Google SwiftShader",
  "ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)",
  "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
  "Software Rasterizer",
  "Gallium 0.4 on softpipe",
  "WebKit WebGL",
  "",
];
const [HARDWARE] = REAL;

/** @param {number} ms @param {number} [times] */
const costs = (ms, times = SAMPLES) => Array.from({ length: times }, () => ms);

/** @param {number} ms @param {boolean} [agrees] */
const samples = (ms, agrees = true) =>
  Array.from({ length: TRIAL.warmUp + TRIAL.counted }, (_, i) => ({
    cost: i < TRIAL.warmUp ? 2000 : ms,
    agrees,
  }));

describe("the graphics hardware", () => {
  it("is known by its name, and software in disguise too", () => {
    for (const name of REAL) assert.ok(isHardware(name), name);
    for (const name of SOFTWARE) assert.ok(!isHardware(name), name);
  });
  it("is tried where the CPU is slow, and only then", () => {
    assert.ok(isWorthTrying(HARDWARE, costs(40)));
    assert.ok(!isWorthTrying(HARDWARE, costs(8)));
    assert.ok(!isWorthTrying(HARDWARE, costs(40, SAMPLES - 1)));
    for (const name of SOFTWARE) assert.ok(!isWorthTrying(name, costs(40)), name);
  });
  it("is not tried for a few slow moments", () => {
    assert.ok(!isWorthTrying(HARDWARE, [...costs(8, SAMPLES - 5), ...costs(900, 5)]));
  });
});

describe("the choice", () => {
  it("waits for the trial's end", () => {
    assert.equal(chosen(costs(40), samples(5).slice(1)), null);
  });
  it("is the GPU where it is clearly faster once it is warm", () => {
    assert.equal(chosen(costs(40), samples(10)), "GPU");
    assert.equal(chosen(costs(40), samples(35)), "CPU");
    assert.equal(chosen(costs(40), samples(80)), "CPU");
  });
  it("is the CPU where the two do not see the same", () => {
    assert.equal(chosen(costs(40), samples(10, false)), "CPU");
  });
});

describe("two looks", () => {
  /** @param {{ distance?: number, brow?: number, faces?: number }} how */
  const seen = ({ distance = 100, brow = 0.1, faces = 1 }) => ({
    time: 0,
    width: 640,
    height: 480,
    picture: { brightness: 0.4, contrast: 0.2, change: null },
    count: faces,
    faces: Array.from({ length: faces }, () => ({
      points: /** @type {Record<number, [number, number, number]>} */ ({
        33: [0, 0, 0],
        263: [distance, 0, 0],
      }),
      matrix: null,
      blendshapes: { browDownLeft: brow },
      detail: null,
      eyeLight: null,
    })),
  });
  it("agree on the same face, a moment later", () => {
    assert.ok(agree(seen({}), seen({ distance: 104, brow: 0.15 })));
    assert.ok(agree(seen({ faces: 0 }), seen({ faces: 0 })));
  });
  it("do not where a face is missing, elsewhere, or has another look", () => {
    assert.ok(!agree(seen({}), seen({ faces: 0 })));
    assert.ok(!agree(seen({}), seen({ faces: 2 })));
    assert.ok(!agree(seen({}), seen({ distance: 60 })));
    assert.ok(!agree(seen({}), seen({ distance: NaN })));
    assert.ok(!agree(seen({}), seen({ brow: 0.5 })));
    assert.ok(!agree(seen({}), seen({ brow: NaN })));
  });
});
