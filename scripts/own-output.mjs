/** Loaded into the production server before anything else, so that its very first line is one JSON object, too. */

import { readFileSync } from 'node:fs';
import { takeOutput } from '../lib/observe/output.mjs';

// Nothing compiles yet, so the product's slug comes from where plain JavaScript can read it.
const { name } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
takeOutput(name);
