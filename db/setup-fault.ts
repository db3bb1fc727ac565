/** Trouble that an operator can fix: one sentence with the next step, without a stack trace or a secret. */
export class SetupFault extends Error {
  override readonly name = 'SetupFault';
}
