/**
 * Everything that is measured in Node, as one JSON on the standard output.
 *
 *   node evaluation/run.js [--quick] FOLDER...
 */
import process from "node:process";
import { parseArgs } from "node:util";

import { castOf } from "./cast.js";
import { readFolders } from "./files.js";
import * as absence from "./measures/absence.js";
import * as byAmount from "./measures/by_amount.js";
import * as calm from "./measures/calm.js";
import * as clips from "./measures/clips.js";
import * as confusion from "./measures/confusion.js";
import * as cost from "./measures/cost.js";
import * as falseCues from "./measures/false_cues.js";
import * as ghosts from "./measures/ghosts.js";
import * as hardPictures from "./measures/hard_pictures.js";
import * as noFace from "./measures/no_face.js";
import * as pace from "./measures/pace.js";
import * as picturesOfPeople from "./measures/pictures_of_people.js";
import * as realTime from "./measures/real_time.js";
import * as secondFace from "./measures/second_face.js";
import * as truthTable from "./measures/truth_table.js";
import * as unreadable from "./measures/unreadable.js";
import { judge } from "./people.js";

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});

const data = readFolders(positionals);
const cast = castOf(data);
const figures = [
  ...picturesOfPeople.measure(judge(data.pictures)),
  ...byAmount.measure(data.series),
  ...falseCues.measure(data.series),
  ...hardPictures.measure(data.series),
  ...secondFace.measure(data.series),
  ...unreadable.measure(data.series),
  ...realTime.measure(data.series),
  ...clips.measure(data.series),
  ...confusion.measure(cast, values.quick),
  ...truthTable.measure(cast),
  ...noFace.measure(cast, data.videos, values.quick),
  ...ghosts.measure(cast, values.quick),
  ...absence.measure(cast),
  ...pace.measure(cast),
  ...(await calm.measure(cast, values.quick)),
  ...cost.measure(cast),
];
process.stdout.write(`${JSON.stringify({ figures })}\n`);
