/** What stands in a request for what differs from run to run, so that neither a seed nor a dump depends on it. */

/** The session of one of the attackers. */
export const sessionMark = (who: number) => `SESSION-${who}`;

/** The id of anyone who's session it carries; as long as an id, because bodies are measured before it is filled in. */
export const ownerMark = 'OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-';
