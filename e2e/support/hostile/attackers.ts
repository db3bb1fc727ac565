/** People whose sessions hostile requests carry. What belongs to one of them must reach nobody else. */

import { cookieOf } from '../forms';
import { ask } from '../http';
import { canary, createPerson, type TestPerson } from '../people';
import { addNote } from '../test-notes';
import { ownerMark, sessionMark } from './marks';
import type { RawAnswer, RawRequest } from './wire';

export class Attackers {
  private readonly all: { person: TestPerson; note: string; cookie: string }[] = [];

  constructor(private readonly at: string) {}

  get count(): number {
    return this.all.length;
  }

  cookie(who: number): string {
    return this.all[who]?.cookie ?? '';
  }

  async add(): Promise<void> {
    const person = await createPerson(canary('Attacker'));
    const note = canary('note');
    await addNote(person, note);
    this.all.push({ person, note, cookie: await cookieOf(person, { at: this.at }) });
  }

  /** A hostile request may have signed somebody out, or changed a password. */
  async renew(): Promise<void> {
    for (const { cookie } of [...this.all]) {
      if ((await ask('/api/session', { at: this.at, cookie })).status === 200) continue;
      this.all.splice(
        this.all.findIndex((each) => each.cookie === cookie),
        1,
      );
      await this.add();
    }
  }

  /** With the cookies and ids of the day in place of their marks. */
  fill(request: RawRequest): RawRequest {
    const carried = this.all.filter((_, who) => mentions(request, sessionMark(who)));
    const headers = request.headers.map(([name, value]) => {
      const filled = this.all.reduce(
        (text, { cookie }, who) => text.replace(sessionMark(who), cookie),
        value,
      );
      return [name, filled] as const;
    });
    const body = request.body.includes(ownerMark)
      ? request.body.toString('latin1').replaceAll(ownerMark, carried[0]?.person.id ?? ownerMark)
      : request.body.toString('latin1');
    return { ...request, headers, body: Buffer.from(body, 'latin1') };
  }

  /** What of somebody else stands in an answer. */
  leaked(sent: RawRequest, answer: RawAnswer): string[] {
    const others = this.all.filter(({ cookie }) => !mentions(sent, cookie));
    const secrets = others.flatMap(({ person, note }) => [person.email, person.name, note]);
    return secrets.filter((secret) => `${answer.head}${answer.text}`.includes(secret));
  }
}

const mentions = ({ headers }: RawRequest, text: string) => headers.some(([, value]) => value.includes(text));
