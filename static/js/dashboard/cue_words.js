/**
 * What was measured of a face, in words. Pure.
 *
 * @import { Cues } from "../wire/protocol.js"
 */

const GAZE = { centred: "towards the screen", away: "away from the screen", down: "downwards" };

/**
 * @param {Cues | null} cues
 * @returns {{ cue: string, words: string }[]}  what was not measured is left out
 */
export function cueWords(cues) {
  if (!cues) return [];
  const { brow, tilt, smile, gaze, faces } = cues;
  const told = [
    { cue: "Brow", words: brow === null ? null : `furrowed ${perCent(brow)}` },
    { cue: "Head", words: tilt === null ? null : tiltWords(tilt) },
    { cue: "Smile", words: smile === null ? null : perCent(smile) },
    { cue: "Facing", words: gaze && GAZE[gaze] },
    { cue: "In view", words: faces === null ? null : faceWords(faces) },
  ];
  return told.flatMap(({ cue, words }) => (words === null ? [] : [{ cue, words }]));
}

/** @param {number} share  0..1 */
function perCent(share) {
  return `${Math.round(share * 100)} %`;
}

/** @param {number} degrees */
function tiltWords(degrees) {
  const rounded = Math.abs(Math.round(degrees));
  return rounded === 0 ? "upright" : `tilted by ${rounded}°`;
}

/** @param {number} count */
function faceWords(count) {
  if (count === 0) return "no face";
  return count === 1 ? "one face" : `${count} faces`;
}
