import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startMailSink } from '../../../e2e/support/mail-sink';
import { origin } from '../../../tests/support/mail-server';
import { mailWorld } from '../../../tests/support/mail-world';
import { NotTaken } from '../../mail/transport';

const world = mailWorld();
const { people } = world;

async function changed() {
  const person = await people.person();
  const mail = { recipient: person.email, userId: person.userId, facts: origin };
  return { person, id: await world.queue({ ...mail, kind: 'password_changed' }) };
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => new Error('it went through'),
    (fault: unknown) => fault,
  );

describe('a mail server that', () => {
  test.each([451, 550])(
    'answers %i gets the mail again later, and the tokens of what it refused are gone',
    async (code) => {
      const { person, id } = await changed();
      world.sink.manner = code;
      for (const attempts of [1, 2]) {
        expect(await faultOf(world.send(id))).toMatchObject({ name: 'NotTaken', responseCode: code });
        const row = await world.rowOf(id);
        expect(row).toMatchObject({ attempts, sentAt: null, droppedAt: null });
        expect(row.attemptedAt).not.toBeNull();
      }
      expect(await world.tokensOf(person.userId)).toEqual([]);
      world.sink.manner = 'takes';
      expect(await world.send(id)).toBe('sent');
      expect(await world.rowOf(id)).toMatchObject({ attempts: 3 });
      expect(world.takenBy(person.email)).toHaveLength(1);
    },
  );

  test('is not there fails the try, and gets the mail when it is back', async () => {
    const { person, id } = await changed();
    const other = await startMailSink();
    await other.stop();
    expect(await faultOf(world.send(id, world.mailCtx(other.url)))).toMatchObject({ surelyUnsent: true });
    expect(await world.tokensOf(person.userId)).toEqual([]);
    const back = await startMailSink({ port: other.port });
    expect(await world.send(id, world.mailCtx(other.url))).toBe('sent');
    expect(back.taken.map(({ to }) => to)).toEqual([person.email]);
    await back.stop();
  });

  test('hears the whole mail and never says yes is left; the token stays good, for the mail may have come', async () => {
    const { person, id } = await changed();
    world.sink.manner = 'hangs';
    const fault = await faultOf(world.send(id));
    expect(fault).toBeInstanceOf(NotTaken);
    expect(fault).toMatchObject({ surelyUnsent: false });
    expect(await world.rowOf(id)).toMatchObject({ attempts: 1, sentAt: null });
    expect(await world.tokensOf(person.userId)).toHaveLength(1);
  });

  describe('accepts connections and', () => {
    let mute: Server | undefined;
    const open = new Set<Socket>();
    afterEach(() => {
      for (const socket of open) socket.destroy();
      mute?.close();
    });
    const listening = async (speak: (socket: Socket) => void) => {
      mute = createServer((socket) => {
        open.add(socket);
        socket.on('error', () => undefined);
        speak(socket);
      }).listen(0, '127.0.0.1');
      await expect.poll(() => mute?.listening).toBe(true);
      return `smtp://127.0.0.1:${(mute.address() as { port: number }).port}`;
    };

    test('says nothing is left after the time it has for a greeting', async () => {
      const { id } = await changed();
      const url = await listening(() => undefined);
      expect(await faultOf(world.send(id, world.mailCtx(url, true)))).toMatchObject({ code: 'ETIMEDOUT' });
      expect(await world.rowOf(id)).toMatchObject({ attempts: 1, sentAt: null });
    });

    test('goes on talking for ever is left all the same', async () => {
      const { id } = await changed();
      const url = await listening((socket) => {
        const timer = setInterval(() => socket.write('220-one moment please\r\n'), 50);
        socket.on('close', () => clearInterval(timer));
      });
      expect(await faultOf(world.send(id, world.mailCtx(url, true)))).toBeInstanceOf(NotTaken);
      expect(await world.rowOf(id)).toMatchObject({ attempts: 1, sentAt: null });
    });
  });
});

test('what is logged or kept of a refusal repeats nothing of the mail or of the answer', async () => {
  const { person, id } = await changed();
  world.sink.manner = 550;
  const fault = await faultOf(world.send(id));
  expect((fault as Error).message).toBe('the mail was not taken: EENVELOPE 550');
  expect(JSON.stringify(fault)).not.toContain(person.email);
});
