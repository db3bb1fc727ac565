/** Names of fields that hold a secret, or what belongs to a payment provider. Pure. */

export const isSecretName = (name: string): boolean => /password|code|secret|card|cvc|iban/i.test(name);
