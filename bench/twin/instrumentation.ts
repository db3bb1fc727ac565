/** The twin's boot: nothing to check, to watch or to sweep. */
export const register = () => undefined;
