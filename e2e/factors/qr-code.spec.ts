import { expect, test } from '../support/test';

test('the QR code is dark on white in dark mode, with its quiet zone', async ({ signedIn }) => {
  await signedIn.emulateMedia({ colorScheme: 'dark' });
  await signedIn.goto('/settings/security');
  await signedIn.getByRole('button', { name: 'Set up authenticator app' }).click();
  const picture = await signedIn.getByRole('img', { name: /QR code/ }).screenshot();
  const { quiet, middle, edge, dark } = await signedIn.evaluate(
    async (data) => {
      const image = new Image();
      image.src = data;
      await image.decode();
      const { width, height } = image;
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, width, height).data;
      const light = (x: number, y: number) => pixels[4 * (y * width + x)] ?? -1;
      const inner = [...Array(width * height).keys()].filter((at) => (pixels[4 * at] ?? 0) < 64).length;
      // One of the three marks begins where the quiet zone of four modules ends; their size is that of the text it holds.
      const first = [...Array(width).keys()].find((at) => at > 8 && light(at, at) < 64) ?? 0;
      const module = first / 4;
      return {
        quiet: first / width,
        // The rounded border takes the outermost pixels.
        edge: [8, Math.floor(width / 2), width - 9].map((x) => light(x, 6)),
        // The middle of the mark is black.
        middle: light(Math.floor(7.5 * module), Math.floor(7.5 * module)),
        dark: inner / (width * height),
      };
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  expect(edge).toEqual([255, 255, 255]);
  expect(quiet).toBeGreaterThan(0.04);
  expect(quiet).toBeLessThan(0.14);
  expect(middle).toBeLessThan(64);
  expect(dark).toBeGreaterThan(0.2);
  expect(dark).toBeLessThan(0.6);
});
