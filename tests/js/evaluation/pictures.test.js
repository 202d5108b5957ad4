import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { readFolders } from "../../../evaluation/files.js";
import { isOfFirstHalf, judge } from "../../../evaluation/people.js";
import { picturesOf, transposed, videoOf } from "../../../evaluation/pictures.js";
import { headPose } from "../../../static/js/attention/face.js";
import { rotation } from "../attention/people.js";
import { frame } from "./faces.js";

/**
 * A row as folders have it, of a face that the tests draw.
 * @param {Parameters<typeof frame>[1]} look
 * @param {object} [more]
 * @returns {any}
 */
function row(look, more = {}) {
  const { width, height, faces } = frame(0, look);
  const [face] = faces;
  const lm = Object.fromEntries(
    Object.entries(face.points).map(([i, [x, y, z]]) => [i, [x / width, y / height, z / width]]),
  );
  const found = { w: width, h: height, faces: 1, lm, bs: face.blendshapes };
  return { ...found, m: transposed(face.matrix ?? []), ...more };
}

/** @param {string} name @param {string} expression @param {Parameters<typeof frame>[1]} look @param {string} [pose] */
function person(name, expression, look, pose = "straight") {
  return row(look, { person: name, pose, expression, eyes: "open" });
}

describe("rows of pictures", () => {
  it("become face data in px, with the matrix turned to columns", () => {
    const [{ data }] = picturesOf([person("ada", "neutral", { roll: 12, yaw: 7 })]);
    const original = frame(0, { roll: 12, yaw: 7 });
    assert.deepEqual(headPose(data.faces[0]), headPose(original.faces[0]));
    for (const [i, point] of Object.entries(original.faces[0].points)) {
      data.faces[0].points[Number(i)].forEach((value, axis) =>
        assert.ok(Math.abs(value - point[axis]) < 1e-9),
      );
    }
  });

  it("read a matrix's rows as rows", () => {
    const columns = rotation(10, 20, 5);
    const rows = [0, 1, 2, 3].flatMap((r) => [0, 1, 2, 3].map((c) => columns[4 * c + r]));
    assert.deepEqual(transposed(rows), columns);
  });

  it("say that a person is alone, whatever the model found", () => {
    const [{ data, found }] = picturesOf([{ ...person("ada", "neutral", {}), faces: 2 }]);
    assert.equal(data.count, 1);
    assert.equal(found, 2);
  });

  it("without a face are frames without one", () => {
    const nobody = { person: "ada", pose: "left", expression: "sad", eyes: "open" };
    const [{ data }] = picturesOf([{ ...nobody, w: 512, h: 480, faces: 0 }]);
    assert.deepEqual(data.faces, []);
    assert.equal(data.count, 0);
  });
});

describe("people", () => {
  const rows = [
    person("ada", "neutral", { brow: 0.1 }),
    person("ada", "neutral", { brow: 0.1 }),
    person("ada", "angry", { brow: 0.5, browDrop: 0.03 }),
    person("ada", "neutral", { yaw: 30 }, "left"),
    person("bob", "happy", { smile: 0.9 }),
  ];
  const judged = judge(picturesOf(rows));

  it("are measured against their own other neutral pictures", () => {
    const [first, , angry, left] = judged;
    assert.equal(first.calibrated, true);
    assert.equal(first.cues.brow.counts, false);
    assert.ok((angry.cues.brow.value ?? 0) > 0.3);
    assert.equal(angry.cues.brow.counts, true);
    assert.equal(left.cues.gaze.counts, true);
  });

  it("without another neutral picture are uncalibrated", () => {
    assert.equal(judged[4].calibrated, false);
    assert.equal(judged[4].seed?.furrow, null);
  });

  it("are halved by their names alone", () => {
    assert.equal(isOfFirstHalf({ person: "dave" }), true);
    assert.equal(isOfFirstHalf({ person: "tom" }), false);
  });
});

describe("folders", () => {
  const folder = mkdtempSync(join(tmpdir(), "evaluation-"));
  after(() => rmSync(folder, { recursive: true }));
  const write = (/** @type {string} */ name, /** @type {object[]} */ lines) =>
    writeFileSync(
      join(folder, name),
      gzipSync(lines.map((line) => JSON.stringify(line)).join("\n")),
    );

  it("are read by what their files hold, whatever these are called", () => {
    write("a.jsonl.gz", [person("ada", "neutral", {})]);
    write("b.jsonl.gz", [
      row({}, { t: 0, true_faces: 1 }),
      { t: 0.1, true_faces: 0, w: 9, h: 9, faces: 0 },
    ]);
    write("c.jsonl.gz", [
      { series: "x", subject: "ada", kind: "neutral", amount: 0, labels: {}, fps: 10 },
      frame(0),
    ]);
    write("notes.txt", []);
    const { pictures, videos, series } = readFolders([folder, join(folder, "missing")]);
    assert.deepEqual([pictures.length, videos.length, series.length], [1, 1, 1]);
    assert.equal(series[0].frames.length, 1);
  });

  it("with rows of another kind are refused", () => {
    write("d.jsonl.gz", [{ what: "else" }]);
    assert.throws(() => readFolders([folder]), /no kind/);
    rmSync(join(folder, "d.jsonl.gz"));
  });
});

describe("videos", () => {
  it("keep their truth and their time", () => {
    const { frames } = videoOf("v", [row({}, { t: 1.5, true_faces: 2 })]);
    assert.equal(frames[0].truth, 2);
    assert.equal(frames[0].data.time, 1500);
  });
});
