/**
 * Face data over time, recorded by the product's own worker from clips.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 *
 * @typedef {object} Series
 * @property {string} series  its name
 * @property {string} subject  the photograph's
 * @property {string} kind  what was done to it, such as "roll"
 * @property {number} amount  in the unit of its kind
 * @property {Record<string, unknown>} labels  the state and cues that are expected
 * @property {number} fps
 * @property {string} source
 * @property {FaceData[]} frames
 */
export {};
