/** `app/favicon.ico` from the colour and the mark: drawn here, so that no image library is needed. The same bytes on every machine. */

import type { Hex } from '../lib/config/colour';

type Point = readonly [x: number, y: number];
type Line = readonly [from: Point, to: Point];

/** Pixels of each side; the grid of a mark has 24. */
const side = 48;
const grid = 24;
const corner = 6;
const halfStroke = 1;
const piecesOfCurve = 16;

/** What a path may consist of: absolute moves, lines and curves. */
const commandPattern = /([MLHVC])([-\d.\s,]*)/g;

/** The lines of a mark on its grid; undefined where the path has anything but M, L, H, V and C with their numbers. */
export function linesOfMark(path: string): readonly Line[] | undefined {
  const commands = [...path.matchAll(commandPattern)];
  if (!path.startsWith('M') || commands.map(([whole]) => whole).join('') !== path) return undefined;
  const lines: Line[] = [];
  let at: Point = [0, 0];
  for (const [, command = '', text = ''] of commands) {
    const numbers = text
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const points = pointsOf(command, numbers, at);
    if (!points) return undefined;
    for (const point of points) {
      if (command !== 'M') lines.push([at, point]);
      at = point;
    }
  }
  return lines.length > 0 ? lines : undefined;
}

const wanted: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6 };

function pointsOf(command: string, numbers: readonly number[], [x, y]: Point): Point[] | undefined {
  if (numbers.length !== wanted[command] || !numbers.every((one) => one >= 0 && one <= grid))
    return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
  if (command === 'H') return [[a, y]];
  if (command === 'V') return [[x, a]];
  if (command !== 'C') return [[a, b]];
  return Array.from({ length: piecesOfCurve }, (_, index) => {
    const t = (index + 1) / piecesOfCurve;
    const u = 1 - t;
    const along = (p: number, q: number, r: number, s: number) =>
      u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
    return [along(x, a, c, e), along(y, b, d, f)] as const;
  });
}

function distance([x, y]: Point, [[ax, ay], [bx, by]]: Line): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  const [px, py] = [x - ax - t * dx, y - ay - t * dy];
  return Math.sqrt(px * px + py * py);
}

/** How far outside of the rounded square; below zero inside. */
function outside([x, y]: Point): number {
  const half = grid / 2;
  const [qx, qy] = [Math.abs(x - half) - half + corner, Math.abs(y - half) - half + corner];
  const [ox, oy] = [Math.max(0, qx), Math.max(0, qy)];
  return Math.sqrt(ox * ox + oy * oy) + Math.min(0, Math.max(qx, qy)) - corner;
}

/** How much of a pixel is covered, from the distance of its middle to the edge. */
const covered = (past: number) => Math.min(1, Math.max(0, 0.5 - (past * side) / grid));

/** Blue, green, red, alpha, from the bottom row up, as a bitmap has them. */
function pixels(colour: Hex, lines: readonly Line[]): Buffer {
  const ground = [5, 3, 1].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const drawn = Buffer.alloc(side * side * 4);
  for (let index = 0; index < side * side; index += 1) {
    const [column, row] = [index % side, side - 1 - Math.floor(index / side)];
    const point: Point = [((column + 0.5) * grid) / side, ((row + 0.5) * grid) / side];
    const white = covered(Math.min(...lines.map((line) => distance(point, line))) - halfStroke);
    const bytes = ground.map((part) => Math.round(part + (255 - part) * white));
    drawn.set([...bytes, Math.round(255 * covered(outside(point)))], index * 4);
  }
  return drawn;
}

/** One picture, as a bitmap with 32 bits a pixel. Throws for a mark that `linesOfMark` does not know. */
export function favicon({ colour, mark }: { readonly colour: Hex; readonly mark: string }): Buffer {
  const lines = linesOfMark(mark);
  if (!lines) throw new Error(`the mark "${mark}" is not a path of M, L, H, V and C`);
  const picture = pixels(colour, lines);
  // A row of the mask is a whole number of four bytes; it is empty, because the picture has an alpha of its own.
  const mask = Buffer.alloc(Math.ceil(side / 32) * 4 * side);
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(side, 4);
  head.writeInt32LE(side * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  head.writeUInt32LE(picture.length + mask.length, 20);
  const bitmap = Buffer.concat([head, picture, mask]);
  const directory = Buffer.from([0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0]);
  directory.writeUInt32LE(bitmap.length, 14);
  return Buffer.concat([directory, bitmap]);
}
