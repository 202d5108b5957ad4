/** What ESLint looks for. Style is Prettier's, types are TypeScript's; here are the mistakes. */

import js from "@eslint/js";
import globals from "globals";

/** Modules that are given everything they need: they can be tested without a browser. */
const PURE = [
  "static/js/attention/**/*.js",
  "static/js/dashboard/roster.js",
  "static/js/wire/backoff.js",
  "static/js/wire/protocol.js",
];

export default [
  { ignores: ["build/", ".venv/", "node_modules/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 15],
      curly: ["error", "multi-line"],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "max-depth": ["error", 3],
      "max-lines-per-function": ["error", { max: 45, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 6],
      "no-console": ["error", { allow: ["warn", "error"] }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  {
    files: ["static/js/**/*.js"],
    // Without these names, a pure module that touches the page, the network or a timer fails.
    ignores: PURE,
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["static/js/**/*.js"],
    rules: {
      // The page's policy forbids what these would write, and other people's text is never markup.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build elements, or set textContent." },
        { property: "outerHTML", message: "Build elements, or set textContent." },
        { property: "insertAdjacentHTML", message: "Build elements, or set textContent." },
      ],
    },
  },
  {
    files: ["tests/e2e/**/*.js", "evaluation/recorder/**/*.js"],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["evaluation/**/*.js"],
    ignores: ["evaluation/recorder/**"],
    languageOptions: { globals: globals.node },
  },
  {
    files: ["static/js/**/*worker*.js"],
    languageOptions: { globals: globals.worker },
  },
  {
    files: PURE,
    rules: {
      // The language itself brings a clock and chance; a pure module must be handed both.
      "no-restricted-globals": ["error", "Date", "Temporal", "globalThis"],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Chance is handed in." },
      ],
    },
  },
  {
    files: ["tests/js/**/*.js", "bench/**/*.js", "bench/**/*.mjs", "eslint.config.js"],
    languageOptions: { globals: globals.node },
    rules: {
      // One `describe` holds many short tests.
      "max-lines-per-function": "off",
    },
  },
];
