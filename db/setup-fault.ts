/** Trouble that an operator can mend: told in one sentence with the next step, without a stack and without a secret. */
export class SetupFault extends Error {
  override readonly name = 'SetupFault';
}
