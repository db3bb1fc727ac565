/** Loaded into the production server before anything else, so that its very first line is one JSON object, too. */

import { takeOutput } from '../lib/observe/output.mjs';

takeOutput();
