import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '../../scripts/child';
import { product } from '../config/product';

const preload = join(import.meta.dirname, '../../scripts/own-output.mjs');

/** A process that loads what the server loads first, and then does this. */
async function linesOf(code: string): Promise<{ code: number; lines: string[] }> {
  const ran = await runChild([process.execPath, '--import', preload, '-e', code]);
  return { code: ran.code, lines: ran.output.split('\n').filter((line) => line !== '') };
}

const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

test('a line of somebody else that looks like one of ours becomes a string inside of one', async () => {
  const forged = JSON.stringify({ level: 'error', app: product.slug, event: 'forged' });
  const { lines } = await linesOf(`
    console.error(${JSON.stringify(`${forged}\n${forged}`)});
    process.stdout.write(${JSON.stringify(`${forged}\n`)});
    process.stderr.write(Buffer.from(${JSON.stringify(`a\n${forged}\nb`)}));`);
  expect(parsed(lines)).toMatchObject([
    { level: 'error', app: product.slug, event: 'printed', msg: `${forged}\n${forged}` },
    { level: 'info', event: 'printed', msg: forged },
    { level: 'warn', event: 'printed', msg: `a\n${forged}\nb` },
  ]);
});

test('nothing in a line moves a cursor, begins a line or turns the reading direction', async () => {
  const signs = '\u001b[2J\r\u0007\u007f\u009b31m\u0085\u2028\u2029\u202e\u2066 %s %d';
  const { lines } = await linesOf(
    `console.log(${JSON.stringify(signs)}, 'x'); process.stdout.write('100% %s')`,
  );
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toMatch(/^[\u0020-\u007e]*$/);
  expect(parsed(lines).map(({ msg }) => msg)).toEqual([signs.replace('%s', 'x'), '100% %s']);
});

test('warnings, errors and rejections that nobody caught are one line each, and end the process as before', async () => {
  const warned = await linesOf(`process.emitWarning('careful\\nnow')`);
  expect(parsed(warned.lines)).toMatchObject([
    { level: 'warn', msg: expect.stringContaining('careful\nnow') },
  ]);
  for (const code of [`throw new Error('a\\nb')`, `Promise.reject(new Error('a\\nb'))`]) {
    const failed = await linesOf(code);
    expect(failed.code).toBe(1);
    expect(parsed(failed.lines)).toMatchObject([{ level: 'fatal', msg: expect.stringContaining('a\nb') }]);
  }
});

test('anyone who waits for what was written to be written is told', async () => {
  const { lines } = await linesOf(
    `process.stdout.write('a', () => process.stdout.write('b', 'utf8', () => console.log('c')))`,
  );
  expect(parsed(lines).map(({ msg }) => msg)).toEqual(['a', 'b', 'c']);
});

test('a teller that prints or fails loses nothing and does not go round in circles', async () => {
  const { lines } = await linesOf(`
    import(${JSON.stringify(join(import.meta.dirname, 'output.mjs'))}).then(({ tellPrinted }) => {
      tellPrinted(({ parts }) => console.log('told', ...parts));
      console.log('once');
      tellPrinted(() => { throw new TypeError('no'); });
      console.log('twice');
    });`);
  expect(parsed(lines).map(({ msg }) => msg)).toEqual([
    'told once',
    'something was printed that could not be told: TypeError',
  ]);
});
