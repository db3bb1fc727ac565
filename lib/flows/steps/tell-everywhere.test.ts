import { expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { addEmailChange, confirmChange } from '../../account/email-changes';
import { setEmail } from '../../account/store';

const world = flowWorld();
const { protectedPerson, recoveryCodes, pending, finish } = factorWorld(world);

/** Their address was another one until a moment ago, and can be given back. */
async function moved(): Promise<Person & { readonly before: string }> {
  const person = await world.person();
  const email = `new-${person.email}`;
  const change = { userId: person.userId, oldEmail: person.email, newEmail: email };
  await confirmChange(world.db, await addEmailChange(world.db, change));
  await setEmail(world.db, person.userId, email);
  return { ...person, email, before: person.email };
}
const kindsTo = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

test('a change of the factors, and the use of a recovery code, are told to the address of before as well', async () => {
  const person = await moved();
  const guarded = await protectedPerson(person);
  const { codes } = await recoveryCodes(guarded);
  await finish(await pending(person.email), codes[0] ?? '');
  for (const address of [person.email, person.before])
    expect(await kindsTo(address)).toEqual(
      expect.arrayContaining(['factor_added', 'recovery_codes_renewed', 'recovery_code_used']),
    );
});

test('and not to an address that only waits to become theirs', async () => {
  const person = await world.person();
  const waiting = `waiting-${person.email}`;
  await addEmailChange(world.db, { userId: person.userId, oldEmail: person.email, newEmail: waiting });
  await protectedPerson(person);
  expect(await kindsTo(person.email)).toContain('factor_added');
  expect(await kindsTo(waiting)).toEqual([]);
});
