/**
 * Small checks that together describe the exact shape of a message. Pure.
 *
 * A check is a function that gives `null` for a value of its shape, and otherwise a sentence that
 * says what is wrong with it.
 *
 * @typedef {(value: unknown, name: string) => string | null} Check
 * @typedef {Check & { optional?: true }} Field
 */

/** @param {readonly (string | number | boolean)[]} words @returns {Check} */
export function oneOf(words) {
  const known = new Set(words);
  return (value, name) =>
    known.has(/** @type {any} */ (value)) ? null : `${name} is none of ${words.join(", ")}`;
}

/** A number within a range, both ends included. @param {number} least @param {number} most @returns {Check} */
export function number(least, most) {
  return (value, name) =>
    typeof value === "number" && value >= least && value <= most
      ? null
      : `${name} is no number from ${least} to ${most}`;
}

/**
 * @param {number} least
 * @param {number} most
 * @param {number} [step]  it is a multiple of
 * @returns {Check}
 */
export function integer(least, most, step = 1) {
  return (value, name) => {
    const count = Number.isSafeInteger(value) ? Number(value) : NaN;
    const fits = count >= least && count <= most && count % step === 0;
    return fits ? null : `${name} is no integer from ${least} to ${most}, in steps of ${step}`;
  };
}

/** @type {Check} */
export function boolean(value, name) {
  return typeof value === "boolean" ? null : `${name} is neither true nor false`;
}

/** @param {{ pattern?: RegExp, longest?: number }} [limits] @returns {Check} */
export function string({ pattern = /^/u, longest = Infinity } = {}) {
  return (value, name) =>
    typeof value === "string" && [...value].length <= longest && pattern.test(value)
      ? null
      : `${name} is no such string`;
}

/** @param {Check} check @returns {Check} */
export function orNull(check) {
  return (value, name) => (value === null ? null : check(value, name));
}

/** A key that may be missing, or null. @param {Check} check @returns {Field} */
export function optional(check) {
  return Object.assign(orNull(check), { optional: /** @type {const} */ (true) });
}

/** @param {Check} check @param {number} [longest] @returns {Check} */
export function listOf(check, longest = Infinity) {
  return (value, name) => {
    if (!Array.isArray(value)) return `${name} is no list`;
    if (value.length > longest) return `${name} has more than ${longest} entries`;
    return first(value.map((entry, i) => () => check(entry, `${name}[${i}]`)));
  };
}

/**
 * An object with these keys and no others.
 * @param {Record<string, Field>} fields
 * @returns {Check}
 */
export function object(fields) {
  return (value, name) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return `${name} is no object`;
    }
    const own = new Map(Object.entries(value));
    const stranger = [...own.keys()].find((key) => !Object.hasOwn(fields, key));
    if (stranger !== undefined) return `${name} has an unknown key ${stranger}`;
    return first(
      Object.entries(fields).map(
        ([key, field]) =>
          () =>
            inside(own, key, field, name),
      ),
    );
  };
}

/** @param {Map<string, unknown>} own @param {string} key @param {Field} field @param {string} name */
function inside(own, key, field, name) {
  if (own.has(key)) return field(own.get(key), `${name}.${key}`);
  return field.optional ? null : `${name} lacks ${key}`;
}

/**
 * A check, and then a second one that may rely on the first.
 * @param {Check} check
 * @param {(value: any) => string | null} further
 * @returns {Check}
 */
export function and(check, further) {
  return (value, name) => check(value, name) ?? further(value);
}

/** The first complaint, if any. @param {(() => string | null)[]} checks @returns {string | null} */
function first(checks) {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}
