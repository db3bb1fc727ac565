/** Bodies that nearly are what an action or a route reads. */

import { actionOf, type Form, type Grounds } from './grounds';
import { ownerMark } from './marks';
import { contentTypes, fieldNames, fieldValues, jsonBodies, replies } from './odd-bodies';
import type { Seeded } from './seeded';
import type { RawRequest } from './wire';

type Sent = { readonly path?: string; readonly headers: RawRequest['headers']; readonly body: Buffer };
type Field = readonly [name: string, value: string];

export function bodyOf(random: Seeded, grounds: Grounds): Sent {
  const make = random.pick([postedForm, postedForm, calledAction, calledAction, calledWithForm, json, noise]);
  const sent = make(random, grounds);
  const headers = random.chance(0.15) ? withType(sent.headers, random.pick(contentTypes)) : sent.headers;
  return { ...sent, headers, body: spoiled(random, sent.body) };
}

const withType = (headers: RawRequest['headers'], type: string): RawRequest['headers'] => [
  ...headers.filter(([name]) => name !== 'Content-Type'),
  ['Content-Type', type],
];

/** As a browser without scripts posts it. */
function postedForm(random: Seeded, { forms, actions }: Grounds): Sent {
  const form = random.pick(forms);
  const fields = odd(
    random,
    form.fields.map(([name, value]): Field => [otherId(random, name, actions), value]),
  );
  return { path: form.path, ...multipart(random, fields) };
}

/** As the page's scripts call an action with one form: `0`, the last field, says what the arguments are. */
function calledWithForm(random: Seeded, grounds: Grounds): Sent {
  const form = random.pick(grounds.forms);
  const own = form.fields.filter(([name]) => !name.startsWith('$'));
  const fields = odd(random, [
    ...own.map(([name, value]): Field => [`_1_${name}`, value]),
    ['0', '["$undefined","$K1"]'],
  ]);
  return called(random, grounds, form, multipart(random, fields));
}

/** With arguments that fit into one line. */
function calledAction(random: Seeded, grounds: Grounds): Sent {
  const form = random.chance(0.5) ? random.pick(grounds.forms) : undefined;
  const reply = random.pick(replies);
  if (random.chance(0.3))
    return called(random, grounds, form, multipart(random, odd(random, [['0', reply]])));
  const headers = [['Content-Type', 'text/plain;charset=UTF-8']] as const;
  return called(random, grounds, form, { headers, body: Buffer.from(reply) });
}

function called(random: Seeded, grounds: Grounds, form: Form | undefined, sent: Sent): Sent {
  const named = form && actionOf(form);
  const id = random.chance(0.15) ? random.pick(oddIds) : (named ?? random.pick(grounds.actions));
  return {
    ...sent,
    path: form?.path ?? random.pick(grounds.pages),
    headers: [['Next-Action', id], ['Accept', 'text/x-component'], ...sent.headers],
  };
}

const oddIds = [
  ...['', 'x', '__proto__', 'constructor', 'toString', 'then', '%', '\xff', 'a'.repeat(5000), '../../x', '*'],
  ...[
    '7f'.padEnd(42, '0'),
    '00'.padEnd(42, 'a'),
    'ff'.padEnd(42, 'f'),
    '7f8402d62f69f8b4715bc8699774dc8519032b',
  ],
];

function json(random: Seeded, { routes }: Grounds): Sent {
  const body = Buffer.from(random.pick(jsonBodies));
  return { path: random.pick(routes), headers: [['Content-Type', 'application/json']], body };
}

function noise(random: Seeded, { pages, routes }: Grounds): Sent {
  const body = random.pick([
    () => random.bytes(random.below(300)),
    () => Buffer.alloc(random.pick([101_000, 199_000, 201_000, 400_000]), 'a=b&'),
    () => Buffer.from('a=b&c=%ff&%=%&__proto__=x'),
  ])();
  const headers = [['Content-Type', random.pick(contentTypes)]] as const;
  return { path: random.pick([...pages, ...routes]), headers, body };
}

/** A field dropped, repeated, put elsewhere, or with a value that nobody types. What names the action mostly stays. */
function odd(random: Seeded, fields: readonly Field[]): Field[] {
  const own = fields.map(([name, value]): Field => [name, /acting-as|owner/.test(name) ? ownerMark : value]);
  // The deed itself has to be reached, with something wrong about the rest of the request.
  if (random.chance(0.4)) return own;
  const kept = own
    .filter(([name]) => random.chance(isOfNext(name) ? 0.99 : 0.95))
    .map(([name, value]): Field => {
      return random.chance(isOfNext(name) ? 0.03 : 0.2) ? [name, random.pick(fieldValues)] : [name, value];
    });
  for (let more = random.chance(0.3) ? random.below(4) : 0; more > 0; more -= 1)
    kept.splice(random.below(kept.length + 1), 0, [random.pick(fieldNames), random.pick(fieldValues)]);
  if (random.chance(0.02)) for (let n = 0; n < 1200; n += 1) kept.push([`x${n}`, '']);
  return kept;
}

const isOfNext = (name: string) => name.startsWith('$') || name === '0';

/** Another action than the page meant. */
const otherId = (random: Seeded, name: string, actions: readonly string[]) =>
  name.startsWith('$ACTION_ID_') && random.chance(0.1) ? `$ACTION_ID_${random.pick(actions)}` : name;

function multipart(random: Seeded, fields: readonly Field[]): Sent {
  const edge = random.chance(0.95)
    ? 'edge'
    : random.pick(['----WebKitFormBoundaryAbC', 'a b', "'()+_,-./:=?"]);
  const parts = fields.map(([name, value]) => {
    const head = `Content-Disposition: form-data; name="${name}"${random.chance(0.04) ? random.pick(oddParts) : ''}`;
    return Buffer.from(
      `--${edge}\r\n${random.chance(0.98) ? head : random.pick(oddHeads)}\r\n\r\n${value}\r\n`,
    );
  });
  const end = random.chance(0.95)
    ? `--${edge}--\r\n`
    : random.pick(['', `--${edge}`, `--${edge}--x`, '\r\n']);
  const quoted = edge === 'edge' ? edge : `"${edge}"`;
  return {
    headers: [['Content-Type', `multipart/form-data; boundary=${quoted}`]],
    body: Buffer.concat([...parts, Buffer.from(end)]),
  };
}

const oddParts = [
  ...[
    '; filename=""',
    '; filename="x"\r\nContent-Type: text/plain',
    '; filename="../../\0"',
    "; filename*=utf-8''%ff",
  ],
  ...[
    '\r\nContent-Transfer-Encoding: base64',
    '\r\nContent-Type: text/plain; charset=utf-16',
    '\r\nX: \x7f',
    '"',
  ],
];
const oddHeads = [
  '',
  'Content-Disposition: x',
  'Content-Disposition: form-data',
  'X',
  ': ',
  'Content-Type: \0',
];

/** Cut off, doubled, or with bytes changed on the way. */
function spoiled(random: Seeded, body: Buffer): Buffer {
  if (random.chance(0.85) || body.length === 0) return body;
  const changed = Buffer.from(body);
  for (let n = random.below(6); n >= 0; n -= 1) changed[random.below(body.length)] = random.below(256);
  return random.pick([
    changed,
    body.subarray(0, random.below(body.length)),
    Buffer.concat([body, body]),
    Buffer.concat([random.bytes(3), body]),
  ]);
}
