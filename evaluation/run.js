/**
 * Everything that is measured in Node, as one JSON on the standard output.
 *
 *   node evaluation/run.js [--quick] [--data FOLDER]... [--series FOLDER]
 */
import { parseArgs } from "node:util";

import { readFolders } from "./files.js";
import * as picturesOfPeople from "./measures/pictures_of_people.js";
import { judge } from "./people.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    data: { type: "string", multiple: true, default: [] },
    series: { type: "string", multiple: true, default: [] },
  },
});

const data = readFolders([...values.data, ...values.series]);
const figures = [...picturesOfPeople.measure(judge(data.pictures))];
process.stdout.write(`${JSON.stringify({ figures })}\n`);
